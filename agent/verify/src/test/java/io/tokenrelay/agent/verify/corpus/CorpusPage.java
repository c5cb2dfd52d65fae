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

  /** What a reader of Markdown would not see as it is. */
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
          + " run ./mvnw -pl agent/verify -am verify -Dupdate -->\n"
          + "# The token corpus\n\n"
          + "Hostile and odd tokens, each made anew by a generator whenever the tests run, and what"
          + " the verifier must say of it. One test runs every row, twice: the second time nothing"
          + " may be computed. *Cost* is how many public-key operations (or MACs) the first sight"
          + " of the token may buy. The worked examples of RFC 7515, 7520 and 8037 have a test of"
          + " their own, `RfcExamplesTest`.\n\n"
          + "The verifier trusts several issuers: one with the defaults (RSA, P-256, P-384,"
          + " P-521 and Ed25519 keys, and broken ones between them); one that takes `at+jwt` only,"
          + " one with listed types; one with audiences, one with required scopes and claims; one"
          + " with a shared secret, one with a PEM file, one that allows ES256 alone, and one with"
          + " ten keys. The skew is 60 s.\n\n";
}
