package io.tokenrelay.smoke.spellings;

/** A server that has been started, as generous about paths as it can be told to be. */
interface Server {
  int port();

  void stop() throws Exception;
}
