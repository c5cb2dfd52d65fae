package io.tokenrelay.agent.weave;

import io.tokenrelay.agent.weave.Advice.Call;
import io.tokenrelay.agent.weave.Advice.Parameter;
import io.tokenrelay.agent.weave.Advice.Source;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of an advice class, written down when the agent is packaged: reading them from
 * its class file takes the starting application half a millisecond for each. One line for the
 * class, {@code door} or empty, and one for each of its methods:
 *
 * <pre>
 *   enter NAME DESCRIPTOR SKIPS ON_THROWABLE TO_ARGUMENT TO_RETURNED SOURCE:ARGUMENT ..
 * </pre>
 */
public final class AdviceText {
  /** Of advice beyond the subset that {@link AsmWeaver} knows. */
  private static final String UNSUPPORTED = "unsupported";

  private static final String DOOR = "door";
  private static final String ENTER = "enter";
  private static final String EXIT = "exit";

  private AdviceText() {}

  /**
   * Called by the packaging.
   *
   * @param loader serves the class file
   * @param name binary name of the advice class
   */
  public static String of(ClassLoader loader, String name) throws IOException {
    try {
      return of(AdviceReader.read(loader, name));
    } catch (UnsupportedAdviceException beyondAsm) {
      return UNSUPPORTED;
    }
  }

  static String of(Advice advice) {
    return (advice.isDoor ? DOOR : "") + line(ENTER, advice.enter) + line(EXIT, advice.exit);
  }

  private static String line(String when, @Nullable Call call) {
    if (call == null) {
      return "";
    }
    StringBuilder line = new StringBuilder().append('\n').append(when);
    line.append(' ').append(call.method).append(' ').append(call.descriptor);
    line.append(' ').append(call.skips).append(' ').append(call.onThrowable);
    line.append(' ').append(call.toArgument).append(' ').append(call.toReturned);
    for (Parameter parameter : call.parameters) {
      line.append(' ').append(parameter.source).append(':').append(parameter.argument);
    }
    return line.toString();
  }

  /**
   * @param name binary name of the advice class
   * @throws UnsupportedAdviceException when it uses what {@link AsmWeaver} does not know
   */
  static Advice read(String name, String text) {
    if (text.equals(UNSUPPORTED)) {
      throw new UnsupportedAdviceException(name);
    }
    String[] lines = text.split("\n");
    Call enter = null;
    Call exit = null;
    for (int i = 1; i < lines.length; i++) {
      String[] words = lines[i].split(" ");
      if (words[0].equals(ENTER)) {
        enter = call(words);
      } else {
        exit = call(words);
      }
    }
    return new Advice(name, enter, exit, lines[0].equals(DOOR));
  }

  private static Call call(String[] words) {
    Parameter[] parameters = new Parameter[words.length - 7];
    for (int i = 0; i < parameters.length; i++) {
      String word = words[i + 7];
      int colon = word.indexOf(':');
      parameters[i] =
          new Parameter(
              Source.valueOf(word.substring(0, colon)),
              Integer.parseInt(word.substring(colon + 1)));
    }
    return new Call(
        words[1],
        words[2],
        parameters,
        Boolean.parseBoolean(words[3]),
        Boolean.parseBoolean(words[4]),
        Integer.parseInt(words[5]),
        Boolean.parseBoolean(words[6]));
  }
}
