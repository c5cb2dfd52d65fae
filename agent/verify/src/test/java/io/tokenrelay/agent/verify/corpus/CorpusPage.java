package io.tokenrelay.agent.verify.corpus;

import java.util.List;
import java.util.Locale;

/** Writes {@code docs/token-corpus.md} from the corpus. */
final class CorpusPage {
  private CorpusPage() {}

  static String text() {
    List<Specimen> specimens = Corpus.all();
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("| Group | Tokens | About |\n|---|---|---|\n");
    for (Group group : Group.values()) {
      long count = specimens.stream().filter(specimen -> specimen.group == group).count();
      page.append("| [").append(group.title).append("](#").append(anchor(group)).append(") | ");
      page.append(count).append(" | ").append(group.about).append(" |\n");
    }
    page.append("| all | ").append(specimens.size()).append(" | |\n");
    for (Group group : Group.values()) {
      page.append("\n## ").append(group.title).append("\n\n").append(group.about);
      page.append("\n\n| | Token | Verdict | Reason | Cost |\n|---|---|---|---|---|\n");
      for (Specimen specimen : specimens) {
        if (specimen.group == group) {
          page.append(row(specimen));
        }
      }
    }
    return page.toString();
  }

  private static String anchor(Group group) {
    return group.title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String row(Specimen specimen) {
    return "| "
        + specimen.id
        + " | "
        + visible(specimen.what)
        + " | "
        + specimen.verdict()
        + " | "
        + specimen.reasonText()
        + " | "
        + specimen.checks
        + " |\n";
  }

  /** Escapes what Markdown would not show as it is. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' && c != '§') {
        visible.append(String.format("U+%04X", (int) c));
      } else {
        if ("|\\<>*_[]`".indexOf(c) >= 0) {
          visible.append('\\');
        }
        visible.append(c);
      }
    }
    return visible.toString();
  }

  private static final String INTRODUCTION =
      "<!-- Written by CorpusTest from the generators in"
          + " agent/verify/src/test/java/io/tokenrelay/agent/verify/corpus: change it there, then"
          + " run ./mvnw -pl agent/verify -am verify -Dupdate -->\n# The token corpus\n\nHostile"
          + " and odd tokens, each generated whenever the tests run, and the verdict that the"
          + " verifier must reach. One test runs every row twice: the second time nothing may be"
          + " computed. *Cost* is the number of public-key operations (or MACs) that the first"
          + " verification may take. The worked examples of RFC 7515, 7520 and 8037 have a test"
          + " of their own, `RfcExamplesTest`.\n\nThe verifier trusts several issuers: one with"
          + " the defaults (RSA, P-256, P-384, P-521 and Ed25519 keys, and broken ones among"
          + " them); one that accepts only `at+jwt`, one with listed types; one with audiences,"
          + " one with required scopes and claims; one with a shared secret, one with a PEM file,"
          + " one that allows only ES256, and one with ten keys. The allowed clock skew is 60"
          + " s.\n\n";
}
