package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private final Html html = new Html();

  @Test
  void isNotThereWithoutRows() {
    Table.of("Keys", "issuer", "keys").writeTo(html);

    assertThat(html.toString()).isEmpty();
  }

  @Test
  void alignsNumbersWithTheNameOfTheirColumn() {
    Table table = Table.wide("Calls", "destination", "calls", "age", "why");
    table.row("orders", 1_234L, Amount.seconds(61), "denied");
    table.writeTo(html);

    assertThat(html.toString())
        .contains("<table class=\"wide\">", "<caption>Calls</caption>")
        .contains("<th scope=\"col\">destination</th><th scope=\"col\" class=\"number\">calls</th>")
        .contains("<th scope=\"col\" class=\"number\">age</th><th scope=\"col\">why</th>")
        .contains("<th scope=\"row\">orders</th>")
        .contains("<td data-column=\"calls\" class=\"number\">1,234</td>")
        .contains("<td data-column=\"age\" class=\"number\">1 min 1 s</td>")
        .contains("<td data-column=\"why\">denied</td>");
  }

  @Test
  void takesNoMarkup() {
    Table table = Table.of("Keys", "issuer", "from");
    table.row("<b>", "\"><script>");
    table.writeTo(html);

    assertThat(html.toString()).contains("&lt;b&gt;", "&quot;&gt;&lt;script&gt;");
  }
}
