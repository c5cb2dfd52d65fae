package io.tokenrelay.agent.verify.introspection;

/**
 * Whom an answer that is no answer belongs to. A firewall in front of an issuer refuses what it
 * does not like the look of, and so does an issuer that cannot read a token: that says something of
 * this token. What says something of the issuer, or of this agent, is listed here; it comes alike
 * for every token, and nobody can make it come by what he sends.
 */
final class Refusal {
  private Refusal() {}

  /** Whether the next token may well be answered. */
  static boolean isOfOneToken(int status) {
    switch (status) {
      case 401: // our own credentials are wrong
      case 407: // a proxy wants some
      case 408: // it was too slow
      case 421: // it is not the one to ask
      case 425:
      case 429: // we ask too much
        return false;
      default:
        return status >= 400 && status < 500;
    }
  }

  /** Whether that may also mean that nothing is there to be asked. */
  static boolean maybeOfTheAddress(int status) {
    return status == 404 || status == 405 || status == 410;
  }
}
