package io.tokenrelay.agent.relay;

import java.util.Locale;

/** What is counted. The lower-case name, dots for underscores, is the name in every exporter. */
public enum Event {
  /** Requests received, with a token of any kind or without. */
  REQUEST_RECEIVED,
  REQUEST_WITHOUT_TOKEN,
  REQUEST_REJECTED,
  /** A path that can be read in more than one way, where tokens are enforced. */
  REQUEST_AMBIGUOUS,
  TOKEN_VALID,
  /** Trusted, though it lives longer than {@code tokenrelay.verification.max-lifetime}. */
  TOKEN_LONG_LIVED,
  TOKEN_INVALID,
  TOKEN_OPAQUE,
  /** A valid token that does not meet the access rule of its request. */
  TOKEN_INSUFFICIENT,
  TOKEN_MULTIPLE,
  /** {@code Authorization: DPoP}, whose token is of no use to anyone but its holder. */
  TOKEN_DPOP,
  /** A token that is bound to its holder's DPoP key, without the proof that it needs. */
  TOKEN_DPOP_AS_BEARER,
  /** A token that is bound to its holder's certificate, which nobody here has compared. */
  TOKEN_CERTIFICATE_BOUND,
  /** A verdict could not be had because the issuer's keys could not. */
  KEYS_UNAVAILABLE,
  /** A token was not looked at: too many false signatures had come from its address. */
  TOKEN_LIMITED,
  /** A public-key operation was really done. */
  SIGNATURE_CHECKED,
  /** The verified cache answered. */
  VERIFIED_CACHE_HIT,
  /** The cache of invalid tokens answered. */
  INVALID_CACHE_HIT,
  JWKS_FETCHED,
  JWKS_FAILED,
  /** An issuer was asked about a token, and answered. */
  INTROSPECTED,
  INTROSPECTION_CACHE_HIT,
  INTROSPECTION_FAILED,
  /** An issuer, or what stands before it, would not look at one token: it counts as not active. */
  INTROSPECTION_DECLINED,
  /** Not asked: too many questions under way, or an issuer that does not answer. */
  INTROSPECTION_REFUSED,
  STATUS_LIST_FETCHED,
  STATUS_LIST_FAILED,
  /** A token that was good has been revoked. */
  TOKEN_REVOKED,
  RELAYED,
  /** A header would have been written, but for {@code tokenrelay.dry-run}. */
  RELAY_DRY_RUN,
  SKIPPED_PRESENT,
  SKIPPED_DESTINATION,
  SKIPPED_EXPIRED,
  SKIPPED_DETACHED,
  /** The tripwire: a call of one request on a thread that serves another. */
  SKIPPED_WRONG_REQUEST,
  /** The header would have been longer than {@code tokenrelay.propagation.max-header-bytes}. */
  SKIPPED_OVERSIZE,
  /** Written although it is longer than {@code tokenrelay.propagation.max-header-bytes}. */
  HEADER_OVERSIZE,
  /** A token with less than {@code tokenrelay.propagation.min-remaining} to live was to be sent. */
  TOKEN_NEAR_EXPIRY,
  /** A hop that got our token was answered 401. */
  REFUSED_DOWNSTREAM,
  /** Cookies that answered a hop with our token were kept from its client's cookie jar. */
  COOKIES_NOT_KEPT,
  /** Work went without its request's token; see {@code Loss} for each of these. */
  LOST_NO_VALUE,
  LOST_HANDED_OVER,
  LOST_SCHEDULED,
  LOST_LIBRARY,
  LOST_SERVES_OTHERS,
  LOST_REQUEST_OVER,
  LOST_OUTLIVES_REQUESTS,
  LOST_NAMED,
  LOST_NOT_THE_REQUEST,
  LOST_TAKEN_OUT,
  LOST_INITIALIZING,
  LOST_FORKED,
  /** A thread carried something when a new request began on it. */
  LEFTOVER_CLEARED,
  /** An advice threw; the application did not notice. */
  ADVICE_FAILED,
  /** An instrumentation does not work in one class loader, and is off there. */
  INSTRUMENTATION_OFF,
  /** An error inside the agent; the application did not notice. */
  INTERNAL_ERROR;

  /** {@code verified.cache.hit} for {@code VERIFIED_CACHE_HIT}. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
