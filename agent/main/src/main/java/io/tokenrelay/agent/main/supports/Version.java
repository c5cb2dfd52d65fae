package io.tokenrelay.agent.main.supports;

import java.util.ArrayList;
import java.util.List;

/** Compares versions by their numbers: {@code 5.1.20.RELEASE} is {@code 5.1.20}. */
final class Version {
  private Version() {}

  static int compare(String one, String other) {
    List<Long> left = numbers(one);
    List<Long> right = numbers(other);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      long a = i < left.size() ? left.get(i) : 0;
      long b = i < right.size() ? right.get(i) : 0;
      if (a != b) {
        return Long.compare(a, b);
      }
    }
    return 0;
  }

  private static List<Long> numbers(String version) {
    List<Long> numbers = new ArrayList<>();
    for (String part : version.split("[.\\-_+]", -1)) {
      if (!part.matches("\\d{1,9}")) {
        break;
      }
      numbers.add(Long.valueOf(part));
    }
    return numbers;
  }
}
