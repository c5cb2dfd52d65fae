package io.tokenrelay.agent.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of the page: its columns, then its rows, then {@link #writeTo}. Columns of numbers are
 * aligned to the right. On a narrow screen a wide one shows each row as a block, for which each
 * cell repeats its column's name.
 */
final class Table {
  private final boolean wide;
  private final String caption;
  private final List<String> columns;
  private final List<Object[]> rows = new ArrayList<>();

  private Table(boolean wide, String caption, String... columns) {
    this.wide = wide;
    this.caption = caption;
    this.columns = Arrays.asList(columns);
  }

  /** A table that fits on a phone. */
  static Table of(String caption, String... columns) {
    return new Table(false, caption, columns);
  }

  /** A table of many columns, or long values. */
  static Table wide(String caption, String... columns) {
    return new Table(true, caption, columns);
  }

  /**
   * A row.
   *
   * @param cells the first one is its name; a {@link Number} is a count, an {@link Amount} has a
   *     unit
   */
  void row(Object... cells) {
    rows.add(cells);
  }

  /** Nothing is written if there is no row. */
  void writeTo(Html html) {
    if (rows.isEmpty()) {
      return;
    }
    html.raw(wide ? "<table class=\"wide\">\n" : "<table>\n");
    html.element("caption", caption).raw("<thead><tr>");
    for (int i = 0; i < columns.size(); i++) {
      html.raw("<th scope=\"col\"" + alignment(rows.get(0)[i]) + '>');
      html.text(columns.get(i)).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (Object[] row : rows) {
      write(row, html);
    }
    html.raw("</tbody>\n</table>\n");
  }

  private void write(Object[] row, Html html) {
    html.raw("<tr><th scope=\"row\">").text(String.valueOf(row[0])).raw("</th>");
    for (int i = 1; i < row.length; i++) {
      html.raw("<td data-column=\"").text(columns.get(i)).raw("\"" + alignment(row[i]) + '>');
      html.text(row[i] instanceof Number ? Amount.count((Number) row[i]) : String.valueOf(row[i]));
      html.raw("</td>");
    }
    html.raw("</tr>\n");
  }

  private static String alignment(Object cell) {
    return cell instanceof Number || cell instanceof Amount ? " class=\"number\"" : "";
  }
}
