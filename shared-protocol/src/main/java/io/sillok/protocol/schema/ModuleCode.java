package io.sillok.protocol.schema;

import io.sillok.protocol.SillokModule;
import java.util.List;
import java.util.function.Supplier;

/** Calls what a module gives while it is checked, and tells what goes wrong in it. */
final class ModuleCode {

  private static final int LONGEST = 1000;

  private ModuleCode() {}

  /**
   * The state that {@code rules} begin with.
   *
   * @throws InvalidModuleException if there is none
   */
  @SuppressWarnings("ConstantValue") // a careless module may return null
  static <S> S initial(String where, Supplier<S> rules) {
    S initial;
    try {
      initial = rules.get();
    } catch (Throwable thrown) { // modules throw what they like, checked or not
      throw thrown(where, thrown, "return the state before the first event");
    }
    if (initial == null) {
      throw new InvalidModuleException(
          where + " returns null; return the state before the first event");
    }
    return initial;
  }

  /**
   * What a module defines, which may be refused where it is made.
   *
   * @throws InvalidModuleException if it is refused, or there is none, or it holds null
   */
  @SuppressWarnings("ConstantValue") // a careless module may return null
  static <T> List<T> definitions(String where, Supplier<List<T>> module) {
    List<T> definitions;
    try {
      definitions = module.get();
    } catch (IllegalArgumentException wrong) {
      throw new InvalidModuleException("%s: %s".formatted(where, wrong.getMessage()));
    } catch (Throwable thrown) {
      throw thrown(where, thrown, "return what the module defines");
    }
    if (definitions == null) {
      throw new InvalidModuleException(
          where + " returns null; return an empty list where there is nothing");
    }
    for (int index = 0; index < definitions.size(); index++) {
      if (definitions.get(index) == null) {
        throw new InvalidModuleException(
            "%s holds null at index %d; is a constant used before it was set?"
                .formatted(where, index));
      }
    }
    return definitions;
  }

  /** Refuses what has thrown, unless the machine or the build is to blame. */
  private static InvalidModuleException thrown(String where, Throwable thrown, String remedy) {
    if (thrown instanceof VirtualMachineError failed && !(thrown instanceof StackOverflowError)) {
      throw failed;
    }
    if (thrown instanceof LinkageError built) {
      throw built;
    }
    return new InvalidModuleException("%s throws %s; %s".formatted(where, inWords(thrown), remedy));
  }

  /** Not too long; what a module throws may even fail to tell what it is. */
  static String inWords(Throwable thrown) {
    try {
      String words = String.valueOf(thrown);
      return words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    } catch (RuntimeException | Error untold) {
      return thrown.getClass().getName();
    }
  }

  /** What cannot be linked, or why a class of a module cannot be initialized. */
  static InvalidModuleException unlinked(String where, LinkageError failure) {
    if (failure instanceof ExceptionInInitializerError) {
      Throwable cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return new InvalidModuleException(
          "%s cannot be loaded: a constant of its classes cannot be made: %s"
              .formatted(where, cause));
    }
    return new InvalidModuleException(
        "%s cannot be linked: %s; rebuild it for protocol %d with all that it needs"
            .formatted(where, failure, SillokModule.PROTOCOL));
  }
}
