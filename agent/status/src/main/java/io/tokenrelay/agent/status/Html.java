package io.tokenrelay.agent.status;

import java.util.List;

/** Writes HTML. Whatever is given as text is escaped, so that nothing in it is markup. */
final class Html {
  private final StringBuilder html = new StringBuilder(16_384);

  /** Markup of our own: never anything that was received or configured. */
  Html raw(String markup) {
    html.append(markup);
    return this;
  }

  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<':
          html.append("&lt;");
          break;
        case '>':
          html.append("&gt;");
          break;
        case '&':
          html.append("&amp;");
          break;
        case '"':
          html.append("&quot;");
          break;
        default:
          html.append(c < ' ' ? ' ' : c);
      }
    }
    return this;
  }

  Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag + ">\n");
  }

  Html list(List<String> items) {
    raw("<ul>\n");
    for (String item : items) {
      element("li", item);
    }
    return raw("</ul>\n");
  }

  /** Begins a table; its rows follow, then {@link #endTable}. */
  Html table(String caption, String... columns) {
    raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .text(caption)
        .raw("\">\n<table>\n<caption>");
    text(caption).raw("</caption>\n<thead><tr>");
    for (String column : columns) {
      raw("<th scope=\"col\">").text(column).raw("</th>");
    }
    return raw("</tr></thead>\n<tbody>\n");
  }

  /** A row; the columns begin with its name. */
  Html row(String name, Object... cells) {
    raw("<tr><th scope=\"row\">").text(name).raw("</th>");
    for (Object cell : cells) {
      raw(cell instanceof Number ? "<td class=\"number\">" : "<td>");
      text(String.valueOf(cell)).raw("</td>");
    }
    return raw("</tr>\n");
  }

  Html endTable() {
    return raw("</tbody>\n</table>\n</div>\n");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
