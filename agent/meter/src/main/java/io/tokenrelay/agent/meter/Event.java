package io.tokenrelay.agent.meter;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is counted since start. Most events are one time series of a {@link Metric}, with fixed
 * values of its attributes. The rest are totals: of what a metric counts in more detail elsewhere
 * (by destination, by issuer), or of several other events.
 *
 * <p>The lower-case name, dots for underscores, is the name in JMX and in the status page's JSON,
 * where each event stands alone. The meaning of each is written only here, and a test checks that
 * {@code docs/operations.md} has the same words.
 */
public enum Event {
  REQUEST_RECEIVED("requests that reached the agent"),
  REQUEST_WITHOUT_TOKEN("requests without a token", Metric.INBOUND_REQUESTS, "none", ""),
  REQUEST_REJECTED("requests that were answered 400, 401, 403, 429 or 503 by the agent"),
  REJECTED_400(
      "requests that the agent answered 400: a malformed token, or several",
      Metric.INBOUND_REJECTIONS,
      "400"),
  REJECTED_401(
      "requests that the agent answered 401: no token, or one that is not valid",
      Metric.INBOUND_REJECTIONS,
      "401"),
  REJECTED_403(
      "requests that the agent answered 403: a valid token that grants too little",
      Metric.INBOUND_REJECTIONS,
      "403"),
  REJECTED_429(
      "requests that the agent answered 429: too many bad tokens from their address",
      Metric.INBOUND_REJECTIONS,
      "429"),
  REJECTED_503(
      "requests that the agent answered 503: their token could not be verified, or the configuration cannot be honoured",
      Metric.INBOUND_REJECTIONS,
      "503"),
  REQUEST_CLOSED(
      "requests that were not looked at, since the configuration cannot be honoured",
      Metric.INBOUND_REQUESTS,
      "closed",
      ""),
  REQUEST_FAILED("requests during which the agent failed", Metric.INBOUND_REQUESTS, "error", ""),
  REQUEST_AMBIGUOUS(
      "paths that can be read in two ways, where tokens are enforced",
      Metric.INBOUND_WARNINGS,
      "ambiguous_path"),
  TOKEN_VALID("requests with a valid token", Metric.INBOUND_REQUESTS, "valid", ""),
  TOKEN_LONG_LIVED(
      "valid tokens that live longer than tokenrelay.verification.max-lifetime",
      Metric.INBOUND_WARNINGS,
      "long_lived"),
  TOKEN_LIKE_ID(
      "valid tokens that look like ID tokens: with nonce, at_hash, c_hash or token_use=id, and"
          + " without a scope",
      Metric.INBOUND_WARNINGS,
      "like_id_token"),
  TOKEN_INVALID("requests whose token is not valid"),
  INVALID_MALFORMED(
      "tokens that are no well-formed JWT", Metric.INBOUND_REQUESTS, "invalid", "malformed"),
  INVALID_TOO_LARGE(
      "tokens longer than tokenrelay.verification.max-token-bytes",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "too_large"),
  INVALID_UNKNOWN_ISSUER(
      "tokens of an issuer that is not configured",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "unknown_issuer"),
  INVALID_ALGORITHM(
      "tokens signed with an algorithm that their issuer may not use",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "algorithm"),
  INVALID_TYPE(
      "tokens of a type that is not accepted, such as an ID token",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "type"),
  INVALID_UNKNOWN_KEY(
      "tokens signed with a key that their issuer does not publish",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "unknown_key"),
  INVALID_SIGNATURE(
      "tokens whose signature is wrong", Metric.INBOUND_REQUESTS, "invalid", "signature"),
  INVALID_EXPIRED("tokens that have expired", Metric.INBOUND_REQUESTS, "invalid", "expired"),
  INVALID_NOT_YET_VALID(
      "tokens that are not valid yet", Metric.INBOUND_REQUESTS, "invalid", "not_yet_valid"),
  INVALID_LIFETIME(
      "tokens that live longer than tokenrelay.verification.max-lifetime, where that is refused",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "lifetime"),
  INVALID_CLAIMS(
      "tokens with a claim that is not what it must be",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "claims"),
  INVALID_CLAIM_MISSING(
      "tokens without a claim that is required",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "claim_missing"),
  INVALID_AUDIENCE("tokens for another audience", Metric.INBOUND_REQUESTS, "invalid", "audience"),
  INVALID_SCOPE(
      "tokens without a scope that is required of all tokens of their issuer",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "scope"),
  INVALID_INACTIVE(
      "tokens that their issuer does not call active",
      Metric.INBOUND_REQUESTS,
      "invalid",
      "inactive"),
  INVALID_REVOKED(
      "tokens that their issuer has revoked", Metric.INBOUND_REQUESTS, "invalid", "revoked"),
  TOKEN_OPAQUE(
      "bearer tokens that are not JWTs, and are not introspected",
      Metric.INBOUND_REQUESTS,
      "opaque",
      ""),
  TOKEN_INSUFFICIENT(
      "valid tokens that do not meet the access rule of their request; in observe they"
          + " are still served",
      Metric.INBOUND_WARNINGS,
      "insufficient"),
  TOKEN_MULTIPLE(
      "requests with several tokens, or several Authorization headers that differ",
      Metric.INBOUND_REQUESTS,
      "multiple",
      ""),
  TOKEN_DPOP("tokens with the scheme DPoP", Metric.INBOUND_REQUESTS, "dpop", ""),
  TOKEN_DPOP_AS_BEARER(
      "tokens bound to a DPoP key that came as plain bearer tokens",
      Metric.INBOUND_WARNINGS,
      "dpop_as_bearer"),
  TOKEN_CERTIFICATE_BOUND(
      "tokens bound to a client certificate", Metric.INBOUND_WARNINGS, "certificate_bound"),
  KEYS_UNAVAILABLE(
      "tokens that could not be verified at that moment",
      Metric.INBOUND_REQUESTS,
      "unavailable",
      "keys"),
  TOKEN_LIMITED(
      "tokens that were not checked, since too many bad ones came from their address",
      Metric.INBOUND_REQUESTS,
      "unavailable",
      "failure_limit"),
  SIGNATURE_CHECKED("signatures that were checked"),
  VERIFIED_CACHE_HIT(
      "tokens found in the cache of valid ones", Metric.CACHE_LOOKUPS, "verified", "hit"),
  INVALID_CACHE_HIT(
      "tokens found in the cache of invalid ones", Metric.CACHE_LOOKUPS, "invalid", "hit"),
  TOKEN_NOT_CACHED("tokens found in no cache", Metric.CACHE_LOOKUPS, "verified", "miss"),
  JWKS_FETCHED("fetches of keys"),
  JWKS_FAILED("failed fetches of keys"),
  INTROSPECTED("introspections that an issuer answered", Metric.INTROSPECTIONS, "answered"),
  INTROSPECTION_CACHE_HIT(
      "introspections answered from the cache", Metric.CACHE_LOOKUPS, "introspection", "hit"),
  INTROSPECTION_NOT_CACHED(
      "introspections that no cache could answer", Metric.CACHE_LOOKUPS, "introspection", "miss"),
  INTROSPECTION_FAILED("introspections without a usable answer", Metric.INTROSPECTIONS, "failed"),
  INTROSPECTION_DECLINED(
      "tokens whose introspection an issuer refused (400, 403 and the like)",
      Metric.INTROSPECTIONS,
      "declined"),
  INTROSPECTION_REFUSED(
      "tokens that were not introspected: too many at a time, or an issuer that does not answer",
      Metric.INTROSPECTIONS,
      "not_asked"),
  STATUS_LIST_FETCHED("status lists that were fetched", Metric.STATUS_LIST_FETCHES, "success"),
  STATUS_LIST_FAILED(
      "status lists that could not be fetched or read", Metric.STATUS_LIST_FETCHES, "failure"),
  RELAYED("calls that got the token"),
  RELAY_DRY_RUN("calls that would have got the token without tokenrelay.dry-run"),
  SKIPPED_PRESENT(
      "calls with an Authorization header of the application's own, or by a client"
          + " with credentials of its own for the target"),
  SKIPPED_DESTINATION("calls to hosts that may not have the token"),
  SKIPPED_EXPIRED("tokens that had expired (or were near their end) when the call was made"),
  SKIPPED_DETACHED("calls made too long after their request"),
  SKIPPED_WRONG_REQUEST("calls of one request made while their thread serves another"),
  SKIPPED_OVERSIZE(
      "headers longer than tokenrelay.propagation.max-header-bytes, with"
          + " tokenrelay.propagation.oversize-action=skip"),
  HEADER_OVERSIZE(
      "headers longer than tokenrelay.propagation.max-header-bytes that were sent nevertheless",
      Metric.OUTBOUND_WARNINGS,
      "header_oversize"),
  TOKEN_NEAR_EXPIRY(
      "tokens with less than tokenrelay.propagation.min-remaining left",
      Metric.OUTBOUND_WARNINGS,
      "near_expiry"),
  REFUSED_DOWNSTREAM("relayed calls that were answered 401 or 403"),
  COOKIES_NOT_KEPT(
      "answers to relayed calls whose cookies the client did not keep: they may be"
          + " this user's session",
      Metric.OUTBOUND_WARNINGS,
      "cookies_not_kept"),
  TXN_ACCEPTED("requests with a valid transaction token", Metric.INBOUND_TRANSACTIONS, "accepted"),
  TXN_INVALID(
      "requests whose transaction token is not valid", Metric.INBOUND_TRANSACTIONS, "invalid"),
  TXN_MIXED(
      "requests with a transaction token that belongs to another caller's token, or with several",
      Metric.INBOUND_TRANSACTIONS,
      "mixed"),
  TXN_UNAVAILABLE(
      "requests whose transaction token could not be verified at that moment",
      Metric.INBOUND_TRANSACTIONS,
      "unavailable"),
  TXN_RELAYED("calls that got a transaction token", Metric.OUTBOUND_TRANSACTIONS, "relayed"),
  TXN_SKIPPED(
      "calls that may not have the transaction token: outside the boundary, too late, or with one"
          + " of the application's own",
      Metric.OUTBOUND_TRANSACTIONS,
      "skipped"),
  TXN_UNREADY(
      "calls without a transaction token since it could not be minted, or not yet",
      Metric.OUTBOUND_TRANSACTIONS,
      "unready"),
  TXN_MINTED("transaction tokens that were minted"),
  EXCHANGE_REQUESTED("exchanged tokens that were requested"),
  EXCHANGE_SUCCEEDED("exchanged tokens that came and were verified", Metric.EXCHANGES, "succeeded"),
  EXCHANGE_FAILED(
      "exchanges that the token service refused, or did not answer", Metric.EXCHANGES, "failed"),
  EXCHANGE_REFUSED(
      "exchanged tokens that were not used: not verified, or of another user",
      Metric.EXCHANGES,
      "refused"),
  EXCHANGE_HIT("calls that got an exchanged token from memory", Metric.EXCHANGE_CALLS, "hit"),
  EXCHANGE_UNREADY(
      "calls for which there was no exchanged token in time, or not yet",
      Metric.EXCHANGE_CALLS,
      "unready"),
  LOST_NO_VALUE(
      "work that went without its request's token: it has no value, and nothing in it shows whose"
          + " it is (runAsync(this::drain))",
      Metric.CONTEXT_LOSSES,
      "no_value"),
  LOST_HANDED_OVER(
      "work that went without its request's token: it was handed to an executor or a thread, and"
          + " nothing in it shows whose it is",
      Metric.CONTEXT_LOSSES,
      "handed_over"),
  LOST_SCHEDULED(
      "work that went without its request's token: it was scheduled for later, once",
      Metric.CONTEXT_LOSSES,
      "scheduled"),
  LOST_LIBRARY(
      "work that went without its request's token: it is a library's own task, such as the loop"
          + " that looks after OkHttp's connections, or a bare task of the JDK",
      Metric.CONTEXT_LOSSES,
      "library"),
  LOST_SERVES_OTHERS(
      "work that went without its request's token: it took something from a queue, so it may be"
          + " someone else's work",
      Metric.CONTEXT_LOSSES,
      "serves_others"),
  LOST_REQUEST_OVER(
      "work that went without its request's token: it was created after its request" + " had ended",
      Metric.CONTEXT_LOSSES,
      "request_over"),
  LOST_OUTLIVES_REQUESTS(
      "work that went without its request's token: tasks of its class go on long after"
          + " their requests",
      Metric.CONTEXT_LOSSES,
      "outlives_requests"),
  LOST_NAMED(
      "work that went without its request's token: tokenrelay.context.drop-tasks names" + " it",
      Metric.CONTEXT_LOSSES,
      "named"),
  LOST_NOT_THE_REQUEST(
      "work that went without its request's token: tokenrelay.context.carry=request",
      Metric.CONTEXT_LOSSES,
      "not_the_request"),
  LOST_TAKEN_OUT(
      "work that went without its request's token: the request's thread handed it on after taking"
          + " something out of a queue, or it holds what another request is answered through",
      Metric.CONTEXT_LOSSES,
      "taken_out"),
  LOST_INITIALIZING(
      "work that went without its request's token: it was created while a class was initialised"
          + " (static { .. }), once for all requests",
      Metric.CONTEXT_LOSSES,
      "initializing"),
  LOST_FORKED(
      "work that went without its request's token: it is a part that the threads of a"
          + " fork-join pool share out among themselves (RecursiveTask, a parallel stream);"
          + " what runs on the request's own thread has its token",
      Metric.CONTEXT_LOSSES,
      "forked"),
  LOST_PERIODIC(
      "work that went without its request's token: it runs over and over"
          + " (scheduleAtFixedRate)",
      Metric.CONTEXT_LOSSES,
      "periodic"),
  LOST_TIMED(
      "work that went without its request's token: it was given to a java.util.Timer",
      Metric.CONTEXT_LOSSES,
      "timed"),
  LEFTOVER_CLEARED("tokens left on a thread when its next request began", Metric.CONTEXT_LEFTOVERS),
  ADVICE_FAILED("errors in code that was woven into a library", Metric.AGENT_ERRORS, "advice"),
  INSTRUMENTATION_OFF(
      "instrumentations that are off in a class loader",
      Metric.AGENT_ERRORS,
      "instrumentation_off"),
  INTERNAL_ERROR("errors inside the agent", Metric.AGENT_ERRORS, "internal");

  private final String meaning;
  private final @Nullable Metric metric;

  @SuppressWarnings("ImmutableEnumChecker") // it is unmodifiable
  private final List<String> attributes;

  /** A total, which is no time series of its own. */
  Event(String meaning) {
    this(meaning, null);
  }

  /**
   * One time series of a metric.
   *
   * @param attributes the values of the metric's attributes; empty for one that it has not
   */
  Event(String meaning, @Nullable Metric metric, String... attributes) {
    this.meaning = meaning;
    this.metric = metric;
    this.attributes = Collections.unmodifiableList(Arrays.asList(attributes));
  }

  /** What is counted: not a full sentence. */
  public String meaning() {
    return meaning;
  }

  /** The metric of which it is a time series; null if it is only a total. */
  public @Nullable Metric metric() {
    return metric;
  }

  /** The values of its metric's attributes. */
  public List<String> attributes() {
    return attributes;
  }

  /** {@code verified.cache.hit} for {@code VERIFIED_CACHE_HIT}. */
  public String flatName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
