package io.tokenrelay.agent.main.log;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a repeated line from filling the log: a few of one message per minute, then silence, then
 * the number left out.
 *
 * <p>Lives in the agent loader, one per process, asked by {@link LineLogger} for WARN and ERROR. A
 * message is identified by its pattern, without its arguments, so modules just log, and the limit
 * is in this one place. Bounded: if a module builds patterns at run time, only old ones are
 * forgotten.
 */
final class Repetitions {
  /** What {@link #admit} returns for a line that is not to be written. */
  static final long REFUSED = -1;

  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final int PATTERNS = 512;

  private final int perWindow;
  private final Map<String, Window> windows = new HashMap<>();

  Repetitions(int perWindow) {
    this.perWindow = perWindow;
  }

  /**
   * Decides whether a line may be written.
   *
   * @return {@link #REFUSED}, or how many like it were refused since the last one that was written
   */
  synchronized long admit(String pattern, long nanoTime) {
    Window window = windows.get(pattern);
    if (window == null) {
      if (windows.size() >= PATTERNS) {
        windows.clear();
      }
      window = new Window(nanoTime);
      windows.put(pattern, window);
    } else if (nanoTime - window.began >= WINDOW_NANOS) {
      window.began = nanoTime;
      window.written = 0;
    }
    if (window.written == perWindow) {
      window.refused++;
      return REFUSED;
    }
    window.written++;
    long refused = window.refused;
    window.refused = 0;
    return refused;
  }

  synchronized int size() {
    return windows.size();
  }

  private static final class Window {
    private long began;
    private int written;
    private long refused;

    Window(long began) {
      this.began = began;
    }
  }
}
