package io.tokenrelay.agent.relay.access;

import io.tokenrelay.agent.config.ListType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The methods in IANA's HTTP Method Registry (RFC 9110 §16.1). A rule for any other is a typing
 * error: it would leave the intended method to a laxer rule.
 */
final class HttpMethods {
  private static final Set<String> REGISTERED =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  ("ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD LABEL"
                          + " LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF"
                          + " MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH POST PROPFIND PROPPATCH"
                          + " PUT QUERY REBIND REPORT SEARCH TRACE UNBIND UNCHECKOUT UNLINK"
                          + " UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL")
                      .split(" "))));

  private HttpMethods() {}

  /** The type of a property that lists them; what it needs is loaded where one is set. */
  static final class OfProperty extends ListType<List<String>> {
    OfProperty() {
      super("a list of HTTP methods");
    }

    @Override
    protected List<String> of(List<String> elements) {
      List<String> methods = new ArrayList<>();
      for (String element : elements) {
        methods.add(HttpMethods.of(element));
      }
      return methods;
    }
  }

  /**
   * A method in upper case, however it is written.
   *
   * @throws IllegalArgumentException when it is not one
   */
  static String of(String text) {
    String method = text.toUpperCase(Locale.ROOT);
    if (!REGISTERED.contains(method)) {
      throw new IllegalArgumentException("'" + text + "' is not an HTTP method");
    }
    return method;
  }
}
