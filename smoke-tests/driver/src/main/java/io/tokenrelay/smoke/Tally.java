package io.tokenrelay.smoke;

import java.util.List;

/**
 * What a service received of the requests that were sent.
 *
 * @param requests how many arrived; one that arrived twice counts twice
 * @param right with exactly the token of the user who sent it
 * @param wrong with another token, or with more than one
 * @param without with no token
 */
record Tally(int requests, int right, int wrong, int without) {
  static Tally of(Ledger ledger, String service, List<Sent> sent) {
    int requests = 0;
    int right = 0;
    int wrong = 0;
    int without = 0;
    for (Sent request : sent) {
      for (Sighting seen : ledger.at(service, request.item())) {
        requests++;
        if (seen.bearers().isEmpty()) {
          without++;
        } else if (seen.bearers().size() == 1 && isOf(request, seen.bearers().get(0))) {
          right++;
        } else {
          wrong++;
        }
      }
    }
    return new Tally(requests, right, wrong, without);
  }

  private static boolean isOf(Sent request, Bearer received) {
    return received.genuine()
        && request.user().equals(received.user())
        && received.isSameAs(request.bearer());
  }
}
