package io.tokenrelay.smoke.spellings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Made of parts: every way to write a segment of dots, every way to write a slash, and what else
 * was ever taken for something that it is not.
 */
final class Spellings {
  private static final String[] DOTS = {
    "..",
    "%2e%2e",
    ".%2e",
    "%2E.",
    "%252e%252e",
    "%25252e%25252e",
    "..;",
    "..;a=b",
    ";/..",
    "%2e%2e;",
    "..%3b",
    "..%00",
    "..%20",
    "..%09",
    "%c0%ae%c0%ae",
    "%u002e%u002e",
  };
  private static final String[] SLASHES = {
    "//", "/./", "/;/", ";/", "%2f", "%252f", "\\", "%5c", "%255c", "%c0%af", "/%2e/",
  };
  private static final String[][] WAYS = {
    {"/actuator/health/x", "admin/x"},
    {"/health", "admin/x"},
    {"/users/1", "tenants/1"},
    {"/admin/x", "health"},
    {"/admin", "actuator/health"},
    {"/tenants", "users/1"},
  };

  private Spellings() {}

  /** By the texts that they are shown as. */
  static Map<String, Spelling> all() {
    List<Spelling> all = new ArrayList<>();
    for (String plain : new String[] {"/health", "/users/1", "/admin/x", "/tenants/1", "/admin"}) {
      all.add(new Spelling(plain));
    }
    for (String[] way : WAYS) {
      for (String dots : DOTS) {
        all.add(new Spelling(way(way[0], dots, "/", way[1])));
      }
      for (String slash : SLASHES) {
        all.add(new Spelling(way(way[0], "..", slash, way[1])));
      }
    }
    for (String start : new String[] {"/users/1", "/health", "/actuator/health/x"}) {
      for (String dots : DOTS) {
        String back = way("/admin/x" + start, dots, "/", "");
        all.add(new Spelling(start + back.substring(0, back.length() - 1) + start));
      }
    }
    for (String place : new String[] {"admin", "tenants"}) {
      addOddNames(place, all);
    }
    addOtherForms(all);
    addHeaders(all);
    return byText(all);
  }

  /** Spellings of paths in the context {@code /shop}, and of the context itself. */
  static Map<String, Spelling> inShop() {
    List<Spelling> all = new ArrayList<>();
    for (String dots : DOTS) {
      for (String target :
          Arrays.asList(
              "/shop/health/{}/admin/x",
              "/shop/users/1/{}/{}/admin/x",
              "/shop/admin/{}/health",
              "/aaaa/admin/x/{}/{}/{}/shop/users/1",
              "/shop/users/1/admin/x/{}/{}/{}/{}/users/1",
              "/shop/{}/shop/admin/x",
              "/shop/{}/shop/health",
              "/x/{}/shop/admin/x",
              "/health/{}/shop/admin/x")) {
        all.add(new Spelling(target.replace("{}", dots)));
      }
    }
    for (String context :
        Arrays.asList(
            "/shop",
            "/%73hop",
            "/%2573hop",
            "/SHOP",
            "/Shop",
            "/shop;x",
            "/shop;",
            "//shop",
            "/;/shop",
            "/./shop",
            "/shop/",
            "/shop/.",
            "/shop/;",
            "/shop%2f",
            "/shop%20",
            "/%20shop",
            "\\shop",
            "http://127.0.0.1/shop",
            "http://x?/shop")) {
      for (String path : Arrays.asList("/admin/x", "/tenants/1", "/health", "/users/1")) {
        all.add(new Spelling(context + path));
      }
    }
    return byText(all);
  }

  private static Map<String, Spelling> byText(List<Spelling> all) {
    Map<String, Spelling> byText = new LinkedHashMap<>();
    for (Spelling spelling : all) {
      byText.put(spelling.toString(), spelling);
    }
    return byText;
  }

  /** From one place up to the root and down to another. */
  private static String way(String from, String dots, String slash, String to) {
    StringBuilder target = new StringBuilder(from);
    for (int at = from.indexOf('/'); at >= 0; at = from.indexOf('/', at + 1)) {
      target.append(slash).append(dots);
    }
    return target.append(slash).append(to).toString();
  }

  /** A place below which one needs a scope, written so that it may not look like it. */
  private static void addOddNames(String place, List<Spelling> all) {
    String first = place.substring(0, 1);
    String rest = place.substring(1);
    String encoded = String.format("%%%02x", (int) place.charAt(0)) + rest;
    for (String target :
        Arrays.asList(
            "/" + encoded + "/1",
            "/" + encoded.replace("%", "%25") + "/1",
            "/" + encoded.replace("%", "%2525") + "/1",
            "/" + first.toUpperCase(java.util.Locale.ROOT) + rest + "/1",
            "/" + place.toUpperCase(java.util.Locale.ROOT),
            "//" + place + "/1",
            "///" + place + "//1",
            "/./" + place + "/1",
            "/%2e/" + place + "/1",
            "/;/" + place + "/1",
            "/;a=b/" + place + "/1",
            "/;a=b;/" + place + "/1",
            "/" + place + ";a=b/1",
            "/" + place + ";/1",
            "/" + place + ";a=b;c/1",
            "/" + place + ";/../health",
            "/" + place + "/1;/../../health",
            "/" + place + "/1;jsessionid=0",
            "/" + place + ";jsessionid=0",
            "/" + place + "%3ba=b/1",
            "/;" + place + "/1",
            "/" + place + ".json",
            "/" + place + ".css",
            "/" + place + ".",
            "/" + place + "..",
            "/" + place + "/1.json",
            "/" + place + "/",
            "/" + place + "//",
            "/" + place + "/.",
            "/" + place + "/..",
            "/" + place + "/1/..",
            "/" + place + "%2f1",
            "/" + place + "%252f1",
            "/" + place + "\\1",
            "/" + place + "%5c1",
            "\\" + place + "\\1",
            "/%5c" + place + "/1",
            "/%2f" + place + "/1",
            "/%20" + place + "/1",
            "/" + place + "%20/1",
            "/" + place + "%20",
            "/" + place + "+/1",
            "/%09" + place + "/1",
            "/" + place + "%00/1",
            "/" + place + "%00",
            "/" + place + "%0a/1",
            "/" + place + "%3f/1",
            "/" + place + "%3f/../health",
            "/" + place + "%23/1",
            "/" + place + "#/../health",
            "/" + place + "?/../health",
            "/health#/../" + place + "/1",
            "/health%23/../" + place + "/1",
            "/health%3f/../" + place + "/1",
            "/health;/../" + place + "/1",
            "/health;/" + place + "/1",
            "/health%3b/../" + place + "/1",
            "/health%00/../" + place + "/1",
            "/x/../" + place + "/1",
            "/x;/../" + place + "/1",
            "/../" + place + "/1",
            "/..;/" + place + "/1",
            "/x/..;/" + place + "/1",
            "/%c0%af" + place + "/1",
            "/%ef%bc%8f" + place + "/1",
            "/" + place + "%ef%bc%8f1",
            "/" + place + "%e2%80%8b/1",
            "/" + place + "%",
            "/" + place + "%zz/1")) {
      all.add(new Spelling(target));
    }
  }

  /** RFC 9112 §3.2 knows four forms of a target, and servers a few more. */
  private static void addOtherForms(List<Spelling> all) {
    for (String target :
        Arrays.asList(
            "http://127.0.0.1/health",
            "http://127.0.0.1/admin/x",
            "http://127.0.0.1:1/admin/x",
            "HTTP://127.0.0.1/admin/x",
            "http://x/admin/x",
            "http://x/health/../admin/x",
            "http://x/admin/../health",
            "http://x?/health",
            "http://x#/health",
            "http://x;/health",
            "http://x?/admin/x",
            "http://x#/admin/x",
            "http://x?/../admin/x",
            "http://x\\/health",
            "http://x\\admin/health",
            "http://x\\@y/admin/x",
            "http://health@x/admin/x",
            "http://x/admin?@y/health",
            "http:///admin/x",
            "http:///health",
            "http:/admin/x",
            "http:admin/x",
            "http://",
            "https://x/admin/x",
            "ftp://x/admin/x",
            "://x/admin/x",
            "//x/admin/x",
            "//health/admin/x",
            "///health",
            "admin/x",
            "x/admin/x",
            "x/health",
            "health",
            "?/health",
            "#/health",
            ";/health",
            "*",
            "/health?/../admin/x",
            "/health?x=/admin/x",
            "/?/admin/x")) {
      all.add(new Spelling(target));
    }
  }

  /** Of these, too, URLs are put together. */
  private static void addHeaders(List<Spelling> all) {
    for (String target : new String[] {"/health", "/users/1"}) {
      for (String header :
          Arrays.asList(
              "Host: x/admin/x?",
              "Host: x/admin/x#",
              "Host: x/admin/x;",
              "Host: x/admin/x?:80",
              "Host: x:80/admin/x?",
              "Host: x\\admin\\x?",
              "Host: x/admin/../",
              "Host: u@x/admin/x?",
              "Host:",
              "X-Forwarded-Host: x/admin/x?",
              "X-Forwarded-Proto: http://x/admin/x?",
              "X-Forwarded-Prefix: /admin/x;",
              "X-Forwarded-Prefix: /admin/x",
              "X-Forwarded-Port: 80/admin/x?",
              "Forwarded: host=\"x/admin/x?\"",
              "X-Original-URL: /admin/x",
              "X-Rewrite-URL: /admin/x",
              "X-HTTP-Method-Override: DELETE")) {
        all.add(new Spelling(target, header));
      }
    }
  }
}
