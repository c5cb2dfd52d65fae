package io.tokenrelay.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * The end of a properties file, where it shows that there was to be more: the file is being
 * written, its disk is full, or an upload has stalled. What is left of the last line would be read
 * as a shorter value that nobody has written.
 *
 * <p>A file that ends between two lines looks whole, and so does one that ends within a word.
 */
final class LastLine {
  /** Whether nothing of the line was seen yet. */
  private boolean fresh = true;

  /** Whether the line goes on after a line break, and nothing of that was seen yet. */
  private boolean continued;

  /** Whether a line was to go on, and blank lines are all that follows. */
  private boolean hanging;

  private boolean comment;
  private boolean backslash;

  /** The last letter of the last line that is no comment. */
  private byte end;

  private LastLine() {}

  /** Why the file may have been cut within its last line; null if nothing says so. */
  static @Nullable String doubt(byte[] content) {
    LastLine line = new LastLine();
    byte before = 0;
    for (int i = hasByteOrderMark(content) ? 3 : 0; i < content.length; i++) {
      byte letter = content[i];
      if (letter != '\n' || before != '\r') { // together they are one line break
        line.goOn(letter);
      }
      before = letter;
    }
    return line.doubt();
  }

  private static boolean hasByteOrderMark(byte[] content) {
    return content.length >= 3
        && content[0] == (byte) 0xEF
        && content[1] == (byte) 0xBB
        && content[2] == (byte) 0xBF;
  }

  private void goOn(byte letter) {
    if (letter == '\n' || letter == '\r') {
      hanging |= continued;
      continued = backslash;
      fresh = !continued;
      comment = false;
      backslash = false;
    } else if (comment) {
      return;
    } else if (letter == ' ' || letter == '\t' || letter == '\f') {
      backslash = false;
    } else if (fresh && (letter == '#' || letter == '!')) {
      comment = true;
      hanging = false;
      end = letter;
    } else {
      fresh = false;
      continued = false;
      hanging = false;
      backslash = letter == '\\' && !backslash;
      end = letter;
    }
  }

  private @Nullable String doubt() {
    if (continued || backslash || hanging) {
      return "its last line ends with a backslash, and nothing follows";
    }
    if (end == ',') {
      return "its last line ends with a comma";
    }
    boolean isOpen = !fresh && !comment;
    return isOpen && (end == '=' || end == ':')
        ? "its last line has neither a value nor a line break"
        : null;
  }
}
