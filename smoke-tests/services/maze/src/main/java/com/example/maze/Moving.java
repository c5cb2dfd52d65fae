package com.example.maze;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A name that is at two addresses by turns: one of the world's own, and one of strangers. */
final class Moving {
  static final String NAME = "moving.internal";
  private static final String[] ADDRESSES = {"127.0.0.1", "127.0.0.66"};

  private Moving() {}

  static InetAddress address(int turn) throws UnknownHostException {
    return InetAddress.getByName(ADDRESSES[Math.floorMod(turn, ADDRESSES.length)]);
  }

  /** The same place by its name. */
  static String named(String url) {
    return url.replace("127.0.0.1", NAME);
  }
}
