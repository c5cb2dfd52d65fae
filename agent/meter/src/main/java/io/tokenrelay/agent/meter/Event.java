package io.tokenrelay.agent.meter;

import java.util.Locale;

/**
 * What is counted, since the start. The lower-case name, dots for underscores, is the name in every
 * exporter. What each means is said here, once: JMX and OpenTelemetry show it, and a test holds
 * {@code docs/operations.md} to the same words.
 */
public enum Event {
  REQUEST_RECEIVED("requests that reached the agent"),
  REQUEST_WITHOUT_TOKEN("requests without a token"),
  REQUEST_REJECTED("requests that were answered 400, 401, 403, 429 or 503 by the agent"),
  REQUEST_AMBIGUOUS("paths that can be read in two ways, where tokens are enforced"),
  TOKEN_VALID("requests with a valid token"),
  TOKEN_LONG_LIVED("valid tokens that live longer than tokenrelay.verification.max-lifetime"),
  TOKEN_INVALID("requests whose token is not valid"),
  TOKEN_OPAQUE("bearer tokens that are no JWT"),
  TOKEN_INSUFFICIENT(
      "valid tokens that do not meet the access rule of their request; in observe they"
          + " are still served"),
  TOKEN_MULTIPLE("requests with several tokens, or several Authorization headers that differ"),
  TOKEN_DPOP("tokens with the scheme DPoP"),
  TOKEN_DPOP_AS_BEARER("tokens bound to a DPoP key that came as plain bearer tokens"),
  TOKEN_CERTIFICATE_BOUND("tokens bound to a client certificate"),
  KEYS_UNAVAILABLE("tokens that could not be verified at that moment"),
  TOKEN_LIMITED("tokens that were not looked at, since too many bad ones came from their address"),
  SIGNATURE_CHECKED("signatures that were really checked"),
  VERIFIED_CACHE_HIT("tokens that were remembered as valid"),
  INVALID_CACHE_HIT("tokens that were remembered as invalid"),
  JWKS_FETCHED("fetches of keys"),
  JWKS_FAILED("fetches of keys that failed"),
  INTROSPECTED("questions about a token that an issuer has answered"),
  INTROSPECTION_CACHE_HIT("answers about a token that were remembered"),
  INTROSPECTION_FAILED("questions about a token without a usable answer"),
  INTROSPECTION_DECLINED("tokens that an issuer refused to look at (400, 403 and their like)"),
  INTROSPECTION_REFUSED(
      "tokens that were not asked about: too many questions at a time, or an issuer"
          + " that does not answer"),
  STATUS_LIST_FETCHED("status lists that were fetched"),
  STATUS_LIST_FAILED("status lists that could not be had or read"),
  TOKEN_REVOKED("tokens that their issuer has revoked"),
  RELAYED("calls that got the token"),
  RELAY_DRY_RUN("calls that would have got the token, but for tokenrelay.dry-run"),
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
      "headers longer than tokenrelay.propagation.max-header-bytes that were sent nevertheless"),
  TOKEN_NEAR_EXPIRY("tokens with less than tokenrelay.propagation.min-remaining left"),
  REFUSED_DOWNSTREAM("relayed calls that were answered 401"),
  COOKIES_NOT_KEPT(
      "answers to relayed calls whose cookies the client did not keep: they may be"
          + " this user's session"),
  LOST_NO_VALUE(
      "work that went without its request's token: it has no value, and nothing in it"
          + " tells whose it is (runAsync(this::drain))"),
  LOST_HANDED_OVER(
      "work that went without its request's token: it was handed to an executor or a"
          + " thread, and nothing in it tells whose it is"),
  LOST_SCHEDULED("work that went without its request's token: it was scheduled for later, once"),
  LOST_LIBRARY(
      "work that went without its request's token: it is a task of a library's own,"
          + " such as the loop that looks after OkHttp's connections, or a bare task of the"
          + " JDK's"),
  LOST_SERVES_OTHERS(
      "work that went without its request's token: it took something from a queue, so"
          + " it may be others' work"),
  LOST_REQUEST_OVER(
      "work that went without its request's token: it was created after its request"
          + " had ended"),
  LOST_OUTLIVES_REQUESTS(
      "work that went without its request's token: tasks of its class go on long after"
          + " their requests"),
  LOST_NAMED(
      "work that went without its request's token: tokenrelay.context.drop-tasks names" + " it"),
  LOST_NOT_THE_REQUEST(
      "work that went without its request's token: tokenrelay.context.carry=request"),
  LOST_TAKEN_OUT(
      "work that went without its request's token: the request's thread handed it on"
          + " after it had taken something out of a queue, or it holds what another request"
          + " is answered through"),
  LOST_INITIALIZING(
      "work that went without its request's token: it was made while a class was"
          + " initialised (static { .. }), once for all requests"),
  LOST_FORKED(
      "work that went without its request's token: it is a part that the threads of a"
          + " fork-join pool share out among themselves (RecursiveTask, a parallel stream);"
          + " what runs on the request's own thread has its token"),
  LOST_PERIODIC(
      "work that went without its request's token: it runs over and over"
          + " (scheduleAtFixedRate)"),
  LOST_TIMED("work that went without its request's token: it was given to a java.util.Timer"),
  LEFTOVER_CLEARED("tokens found on a thread when the next request began on it"),
  ADVICE_FAILED("errors in code that was woven into a library"),
  INSTRUMENTATION_OFF("instrumentations that are off in one class loader"),
  INTERNAL_ERROR("errors inside the agent");

  private final String meaning;

  Event(String meaning) {
    this.meaning = meaning;
  }

  /** What is counted: no whole sentence. */
  public String meaning() {
    return meaning;
  }

  /** {@code verified.cache.hit} for {@code VERIFIED_CACHE_HIT}. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
