package io.tokenrelay.agent.config;

/** How many letters must be inserted, deleted or changed to turn one name into another. */
public final class Distance {
  private Distance() {}

  /** Whether it is at most this many. For most names, comparing their letters is enough. */
  static boolean isAtMost(int most, String a, String b) {
    int foreign = 0; // each must be changed or deleted
    for (int i = 0; i < a.length(); i++) {
      if (b.indexOf(a.charAt(i)) < 0 && ++foreign > most) {
        return false;
      }
    }
    return between(a, b) <= most;
  }

  /** Levenshtein's, row by row. */
  public static int between(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
