package io.tokenrelay.smoke.attacks;

import java.util.List;
import java.util.Random;

/**
 * Paths that lead from an open place to {@code /admin}, or the other way round, by some reading of
 * theirs: made at random, decorated and encoded in any way.
 */
final class OddPaths {
  private static final List<String> OPEN =
      List.of("/health", "/public/x", "/actuator/health", "/public", "");
  private static final List<String> ADMIN = List.of("/admin", "/admin/x", "/admin", "/Admin");
  private static final List<String> SLASHES =
      List.of("/", "/", "/", "//", "/./", "\\", "/;/", "/;x=y/", "/.;/");
  private static final List<String> UP = List.of("..", "..", "..;", "..;x=y");
  private static final List<String> TAILS =
      List.of("", "", "", "/", "/1;v=2", ";x", ";/health", ".json", "//", "?/health");

  private static final List<String> ORIGINS =
      List.of(
          "http://127.0.0.1", "http://x", "http://x?", "http://a@x", "http://x;", "HTTPS://x:1");

  private final Random random;

  OddPaths(long seed) {
    random = new Random(seed);
  }

  String next() {
    boolean inward = random.nextBoolean();
    String path = one(inward ? OPEN : ADMIN);
    StringBuilder odd = new StringBuilder(path.replace("/", one(SLASHES)));
    for (int up = (int) path.chars().filter(letter -> letter == '/').count(); up > 0; up--) {
      odd.append(random.nextInt(20) == 0 ? "" : one(SLASHES) + one(UP));
    }
    odd.append(one(inward ? ADMIN : OPEN).replace("/", one(SLASHES))).append(one(TAILS));
    String target = encoded(odd.charAt(0) == '/' ? odd.toString() : "/" + odd);
    return random.nextInt(8) == 0 ? one(ORIGINS) + target : target;
  }

  /** Some of its letters, once or twice, but for the first slash. */
  private String encoded(String path) {
    int often = random.nextInt(4);
    StringBuilder encoded = new StringBuilder("/");
    for (char letter : path.substring(1).toCharArray()) {
      boolean delimiter = "/\\.;".indexOf(letter) >= 0;
      if (often > 1 && letter != '?' && random.nextInt(delimiter ? 4 : 12) == 0) {
        encoded.append(often == 3 ? "%25" : "%").append(String.format("%02x", (int) letter));
      } else {
        encoded.append(letter);
      }
    }
    return encoded.toString();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
