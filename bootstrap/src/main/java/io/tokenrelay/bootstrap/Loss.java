package io.tokenrelay.bootstrap;

/** Why a piece of work that a request has started goes without its token. */
public enum Loss {
  /** It has no value that the request could wait for, and nothing in it that tells whose it is. */
  NO_VALUE(1),
  /** A task was handed to an executor or a thread without anything that tells whose it is. */
  HANDED_OVER(2),
  /** It runs later, once. */
  SCHEDULED(4),
  /** A library's own loop, which serves many requests. */
  LIBRARY(8),
  /** It has taken something out of a queue, or waited for it: what it does now is others' work. */
  SERVES_OTHERS(16),
  /** It was created when its request was over already. */
  REQUEST_OVER(32),
  /** A task of its class was still running long after its request. */
  OUTLIVES_REQUESTS(64),
  /** {@code tokenrelay.context.drop-tasks} names it. */
  NAMED(128),
  /** {@code tokenrelay.context.carry=request}: only the request's own threads carry. */
  NOT_THE_REQUEST(256),
  /** The request's own thread has taken it out of a queue, where anybody may have put it. */
  TAKEN_OUT(512),
  /** It was made while a class was initialised: once, for whoever comes. */
  INITIALIZING(1_024),
  /** A part of a computation that the threads of a fork-join pool share out among themselves. */
  FORKED(2_048),
  /** It runs over and over: it would keep the first caller's token, whoever asks for it. */
  PERIODIC(4_096),
  /** It was given to a {@code java.util.Timer}, which carries nothing. */
  TIMED(8_192);

  /** One of the bits of a set of losses. */
  final int bit;

  Loss(int bit) {
    this.bit = bit;
  }
}
