package io.tokenrelay.agent.main.cli;

/** There is no agent where one was asked for. The message says why, and what to do. */
final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }
}
