package com.example.attacked;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Finds its handlers by the path as it was sent, and understands that in each of the ways in which
 * frameworks do. Answers with the ways that led to {@code /admin}.
 */
public final class Door extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String ADMIN = "/admin";

  public static void main(String[] arguments) throws Exception {
    Program.serve(new Door());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringJoiner admin = new StringJoiner(",", "admin by:", "");
    readings(request).forEach((way, path) -> addIf(isAdmin(path), admin, way));
    response.getWriter().print(admin);
  }

  private static void addIf(boolean leadsThere, StringJoiner admin, String way) {
    if (leadsThere) {
      admin.add(way);
    }
  }

  private static Map<String, String> readings(HttpServletRequest request) {
    String raw = request.getRequestURI();
    Map<String, String> readings = new LinkedHashMap<>();
    readings.put("container", request.getServletPath() + request.getPathInfo());
    readings.put("raw", raw);
    readings.put("url", request.getRequestURL().toString().replaceFirst("^[^:]*://[^/]*", ""));
    readings.put("decoded", decoded(raw));
    readings.put("twice-decoded", decoded(decoded(raw)));
    readings.put("without-parameters", decoded(withoutParameters(raw)));
    readings.put("resolved", resolved(decoded(withoutParameters(raw))));
    readings.put("resolved-before-decoding", decoded(resolved(withoutParameters(raw))));
    readings.put("in-small-letters", decoded(raw).toLowerCase(Locale.ROOT));
    return readings;
  }

  private static boolean isAdmin(String path) {
    return path.equals(ADMIN) || path.startsWith(ADMIN + "/") || path.startsWith(ADMIN + ".");
  }

  private static String withoutParameters(String path) {
    return path.replaceAll(";[^/]*", "");
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), "UTF-8");
    } catch (IOException | IllegalArgumentException odd) {
      return path;
    }
  }

  /** Without empty and dot segments, a backslash being a slash. */
  private static String resolved(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.replace('\\', '/').split("/")) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return "/" + String.join("/", segments);
  }
}
