package io.tokenrelay.smoke.spellings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The results of all servers as a page: a table for each framework. */
final class SpellingsPage {
  /** In the order of the page; each is an execution of the module. */
  static final String[] SERVERS = {
    "Tomcat 7",
    "Tomcat 8.5",
    "Tomcat 9",
    "Tomcat 10",
    "Tomcat 11",
    "Jetty 9.4",
    "Jetty 10",
    "Jetty 11",
    "Jetty 12 EE 8",
    "Jetty 12 EE 10",
    "Undertow 1.4",
    "Undertow 2.2",
    "Undertow 2.3",
    "fallback, javax",
    "fallback, jakarta",
    "Reactor Netty 0.8",
    "Reactor Netty 1.0",
    "Reactor Netty 1.2",
  };

  private static final String HEAD =
      "<!-- Written by SpellingsPageIT from what SpellingsIT has observed: run ./mvnw verify -pl"
          + " smoke-tests/spellings -am -Dupdate -->\n# Spellings of paths\n\n%d odd spellings of"
          + " a request, each sent over a plain socket to each server with each framework, with"
          + " the agent in mode `enforce`: without a token, with one that grants nothing, and"
          + " with one that has all scopes. Servers and frameworks are configured as leniently as"
          + " possible: encoded slashes, backslashes, ambiguous URIs, suffix patterns, any"
          + " case.\n\n`/health` and `/actuator/health/**` are exempt (also in the context"
          + " `/shop`), `/admin/**` and `/tenants/**` have rules that require a scope,"
          + " `/users/**` requires a valid token. The tables show **which handler a spelling"
          + " reaches with all scopes**, that is, what an attacker could have reached. For every"
          + " cell, and for those that are not shown,\n\n* without a token, no handler runs"
          + " except that of the health check, and only where a cell says `open`;\n* with a token"
          + " that grants nothing, neither `admin` nor `tenants` runs.\n\n`SpellingsIT` asserts"
          + " this. Spellings that reach no handler on any server are left out, as are those that"
          + " only reach the health check. The fallback is Jetty 9.4 and 11 with their own"
          + " instrumentation switched off.\n";

  private final Map<String, Map<String, Map<String, String>>> cells = new LinkedHashMap<>();
  private final Map<String, Set<String>> servers = new LinkedHashMap<>();

  private SpellingsPage() {}

  /** What all servers have left; empty when one is missing. */
  static String text() throws IOException {
    SpellingsPage page = new SpellingsPage();
    for (String server : SERVERS) {
      List<String[]> results = Results.of(server);
      if (results.isEmpty()) {
        return "";
      }
      for (String[] result : results) {
        page.add(server, result);
      }
    }
    return page.print();
  }

  private void add(String server, String[] result) {
    servers.computeIfAbsent(result[0], framework -> new LinkedHashSet<>()).add(server);
    cells
        .computeIfAbsent(result[0], framework -> new LinkedHashMap<>())
        .computeIfAbsent(result[1], spelling -> new TreeMap<>())
        .put(server, result[2].equals("health") ? "open" : result[4]);
  }

  private String print() {
    StringBuilder page =
        new StringBuilder(String.format(HEAD, Spellings.all().size() + Spellings.inShop().size()));
    for (Map.Entry<String, Map<String, Map<String, String>>> framework : cells.entrySet()) {
      Set<String> columns = servers.get(framework.getKey());
      page.append("\n## ").append(framework.getKey()).append("\n\n| |");
      columns.forEach(column -> page.append(' ').append(column).append(" |"));
      page.append("\n|---|");
      columns.forEach(column -> page.append("---|"));
      page.append('\n');
      for (Map.Entry<String, Map<String, String>> row : framework.getValue().entrySet()) {
        if (leadsSomewhere(row.getValue())) {
          page.append("| ").append(code(row.getKey())).append(" |");
          for (String column : columns) {
            String cell = row.getValue().getOrDefault(column, "");
            page.append(cell.isEmpty() ? " |" : ' ' + cell + " |");
          }
          page.append('\n');
        }
      }
    }
    return page.toString();
  }

  private static boolean leadsSomewhere(Map<String, String> row) {
    List<String> found = new ArrayList<>(row.values());
    return found.contains("admin") || found.contains("tenants") || found.contains("open");
  }

  private static String code(String spelling) {
    return '`' + spelling + '`';
  }
}
