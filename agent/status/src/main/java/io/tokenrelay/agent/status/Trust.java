package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Metric;

/** The page's part about whose tokens can be verified, and at which cost. */
final class Trust {
  private final Status status;
  private final Families families;
  private final Html html;

  Trust(Status status, Families families, Html html) {
    this.status = status;
    this.families = families;
    this.html = html;
  }

  void write() {
    html.element("h2", "Issuers and their keys");
    issuers();
    html.element("h2", "Verification");
    html.element("p", "Signatures are verified by " + status.signatureProviders() + ".");
    signatures();
    caches();
  }

  private void issuers() {
    if (status.issuers().isEmpty()) {
      html.element("p", "No issuer is configured.");
      return;
    }
    html.list(status.issuers());
    Table keys = Table.of("Keys", "issuer", "keys", "fetched ago", "overdue for");
    for (Series series : families.of(Metric.KEYS)) {
      String issuer = series.attribute(0);
      long overdue = families.sum(Metric.KEY_STALENESS, issuer);
      keys.row(
          issuer,
          (long) series.value(),
          families.has(Metric.KEY_AGE, issuer)
              ? Amount.seconds(families.sum(Metric.KEY_AGE, issuer))
              : Amount.NEVER,
          overdue > 0 ? Amount.seconds(overdue) : Amount.NONE);
    }
    if (families.of(Metric.KEYS).isEmpty()) {
      html.element("p", "No keys were fetched yet: they come with the first requests.");
    }
    keys.writeTo(html);
  }

  private void signatures() {
    Table checks = Table.of("Signatures checked", "algorithm", "provider", "checks", "mean time");
    for (Series series : families.of(Metric.SIGNATURE_DURATION)) {
      Distribution times = series.distribution();
      if (times != null && times.count() > 0) {
        checks.row(
            series.attribute(0),
            series.attribute(1),
            times.count(),
            Amount.micros(times.sum() / times.count()));
      }
    }
    checks.writeTo(html);
  }

  private void caches() {
    Table caches =
        Table.wide(
            "Caches of tokens",
            "cache",
            "hits",
            "misses",
            "entries",
            "size",
            "at most",
            "evicted",
            "expired");
    for (Series series : families.of(Metric.CACHE_ENTRIES)) {
      String cache = series.attribute(0);
      caches.row(
          cache,
          families.sum(Metric.CACHE_LOOKUPS, cache, "hit"),
          families.sum(Metric.CACHE_LOOKUPS, cache, "miss"),
          (long) series.value(),
          Amount.bytes(families.sum(Metric.CACHE_SIZE, cache)),
          Amount.bytes(families.sum(Metric.CACHE_LIMIT, cache)),
          families.sum(Metric.CACHE_EVICTIONS, cache, "size"),
          families.sum(Metric.CACHE_EVICTIONS, cache, "expired"));
    }
    caches.writeTo(html);
    if (families.has(Metric.TOKENS_DISTINCT)) {
      String different = Amount.count(families.sum(Metric.TOKENS_DISTINCT));
      html.element(
          "p", "Different valid tokens in the last five minutes: about " + different + ".");
    }
  }
}
