package io.sillok.client.http;

import io.sillok.client.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads lists that come page by page, each page when it is needed. */
public final class Pages {

  private Pages() {}

  /**
   * A part of a list.
   *
   * @param next where the next part is; empty behind the last one
   */
  public record Page<T>(List<T> items, Optional<UrlPath> next) {

    public Page {
      items = List.copyOf(items);
    }

    public static <T> Page<T> none() {
      return new Page<>(List.of(), Optional.empty());
    }
  }

  /** A page whose {@code next} is the path of the next one. */
  public static <T> Page<T> linked(JsonObject page, String member, Function<JsonObject, T> each) {
    return new Page<>(page.list(member, each), page.optionalText("next").map(UrlPath::new));
  }

  /** The same of a list of strings. */
  public static Page<String> linkedTexts(JsonObject page, String member) {
    return new Page<>(page.texts(member), page.optionalText("next").map(UrlPath::new));
  }

  /** A page whose {@code next} is what the next one of {@code list} begins behind. */
  public static <T> Page<T> behind(
      JsonObject page, UrlPath list, String member, Function<JsonObject, T> each) {
    return new Page<>(
        page.list(member, each), page.optionalText("next").map(next -> list.with("after", next)));
  }

  /** All items of all pages. */
  public static <T> Stream<T> following(UrlPath first, Function<UrlPath, Page<T>> read) {
    return stream(new Following<>(first, read));
  }

  /** What {@code items} gives, one by one. */
  public static <T> Stream<T> stream(Iterator<T> items) {
    int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, characteristics), false);
  }

  private static final class Following<T> implements Iterator<T> {
    private final Function<UrlPath, Page<T>> read;
    private final Queue<T> items = new ArrayDeque<>();
    private Optional<UrlPath> next;

    private Following(UrlPath first, Function<UrlPath, Page<T>> read) {
      this.next = Optional.of(first);
      this.read = read;
    }

    @Override
    public boolean hasNext() {
      while (items.isEmpty() && next.isPresent()) {
        Page<T> page = read.apply(next.get());
        items.addAll(page.items());
        next = page.next();
      }
      return !items.isEmpty();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return items.remove();
    }
  }
}
