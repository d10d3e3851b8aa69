package io.sillok.node.cli.client;

/** What the process tells its caller. */
public final class ExitCode {

  public static final int OK = 0;

  /**
   * The node cannot be reached, cannot answer now, or could not be started; or a store is unusable
   * or damaged.
   */
  public static final int FAILED = 1;

  /** The command line, or the body of a command or declaration, is not what it should be. */
  public static final int USAGE = 2;

  /**
   * The entity's rules refused the command, the stream's definition an event, a processor's rules a
   * parked event, or the rules of event design a definition.
   */
  public static final int REJECTED = 3;

  /**
   * No such entity, entity type, command, stream, processor, parked event, projection or log, or no
   * more.
   */
  public static final int NOT_FOUND = 4;

  /** Another sequence number than expected, or a key that is in use. */
  public static final int CONFLICT = 5;

  private ExitCode() {}

  /** The code for a problem that a node answered with. */
  static int of(int status, String problem) {
    return switch (status) {
      case 404, 410 -> NOT_FOUND;
      case 409, 412 -> CONFLICT;
      case 422 ->
          switch (problem) {
            case "invalid-body", "invalid-command", "invalid-declaration", "invalid-time" -> USAGE;
            case "idempotency-key-reused" -> CONFLICT;
            default -> REJECTED;
          };
      default -> status >= 500 ? FAILED : USAGE;
    };
  }
}
