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

  /** A name and its value, within a {@code dl}. */
  Html term(String name, String value) {
    return raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>\n");
  }

  Html list(List<String> items) {
    raw("<ul>\n");
    for (String item : items) {
      element("li", item);
    }
    return raw("</ul>\n");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
