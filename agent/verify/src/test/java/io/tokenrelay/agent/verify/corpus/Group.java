package io.tokenrelay.agent.verify.corpus;

/** What kind of attack or oddity; a section of the page. */
enum Group {
  ACCEPTED("A", "Good tokens", "Sometimes odd, but valid according to the RFCs."),
  FORGERY(
      "F",
      "Forgery",
      "Someone without the key pretends to have signed, or changes what is" + " signed."),
  CONFUSION(
      "C",
      "Confusion",
      "One algorithm, key or kind of token is passed off as another (RFC 8725 §2.1, §2.8)."),
  INJECTION(
      "I",
      "Injection",
      "The token brings its own key, or a key id with a meaning to some software."),
  MALLEABILITY(
      "M",
      "Malleability",
      "Another text for the same token: its holder could fill a cache with them."),
  CLAIMS(
      "K",
      "Claims",
      "Times, issuers, audiences and scopes that are wrong, or of the wrong" + " type."),
  STRUCTURE("S", "Structure", "Not three parts, not JSON, or JSON that parsers disagree about."),
  TRANSPORT("T", "Transport", "What headers, proxies and people do to a token on its way.");

  final String letter;
  final String title;
  final String about;

  Group(String letter, String title, String about) {
    this.letter = letter;
    this.title = title;
    this.about = about;
  }
}
