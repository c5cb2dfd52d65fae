package io.tokenrelay.agent.verify.introspection;

/**
 * Whether an HTTP error concerns one token, or all of them. A firewall in front of an issuer
 * refuses what looks suspicious to it, and so does an issuer that cannot read a token: that
 * concerns this token. The statuses listed here concern the issuer, or this agent: they come for
 * every token alike, and no caller can provoke them by what it sends.
 */
final class Refusal {
  private Refusal() {}

  /** Whether another token may well be answered. */
  static boolean isOfOneToken(int status) {
    switch (status) {
      case 401: // our own credentials are wrong
      case 407: // a proxy requires credentials
      case 408: // the request was too slow
      case 421: // the wrong server
      case 425:
      case 429: // we send too many
        return false;
      default:
        return status >= 400 && status < 500;
    }
  }

  /** Whether it may also mean that there is no endpoint at this address. */
  static boolean maybeOfTheAddress(int status) {
    return status == 404 || status == 405 || status == 410;
  }
}
