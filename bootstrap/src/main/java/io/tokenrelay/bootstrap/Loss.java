package io.tokenrelay.bootstrap;

/** Why a piece of work that a request started goes without its token. */
public enum Loss {
  /** It has no value that the request could wait for, and nothing in it shows whose it is. */
  NO_VALUE(1),
  /** A task was handed to an executor or a thread, and nothing in it shows whose it is. */
  HANDED_OVER(2),
  /** It runs later, once. */
  SCHEDULED(4),
  /** A library's own loop, which serves many requests. */
  LIBRARY(8),
  /** It took from a queue or waited for others: from then on it does their work. */
  SERVES_OTHERS(16),
  /** It was created after its request was over. */
  REQUEST_OVER(32),
  /** A task of its class was still running long after its request. */
  OUTLIVES_REQUESTS(64),
  /** It is named in {@code tokenrelay.context.drop-tasks}. */
  NAMED(128),
  /** {@code tokenrelay.context.carry=request}: only the request's own threads carry. */
  NOT_THE_REQUEST(256),
  /** The request's own thread had taken from a queue, where anybody may have put this work. */
  TAKEN_OUT(512),
  /** It was created while a class was being initialised: once, for all requests. */
  INITIALIZING(1_024),
  /** A part of a computation that a fork-join pool's threads divide among themselves. */
  FORKED(2_048),
  /** It runs periodically: it would use the first caller's token for everybody. */
  PERIODIC(4_096),
  /** It was given to a {@code java.util.Timer}, which carries nothing. */
  TIMED(8_192);

  /** Its bit in a set of losses. */
  final int bit;

  Loss(int bit) {
    this.bit = bit;
  }
}
