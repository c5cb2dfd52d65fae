package com.example.attacked;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A name service of the application's own: all names that end in .internal are at one address. */
final class Names {
  private static volatile String address = "127.0.0.1";

  private Names() {}

  static void moveTo(String newAddress) {
    address = newAddress;
  }

  static InetAddress[] resolve(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host.endsWith(".internal") ? address : host);
  }
}
