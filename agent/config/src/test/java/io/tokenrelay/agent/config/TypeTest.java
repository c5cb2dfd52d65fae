package io.tokenrelay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TypeTest {
  private enum Way {
    BY_ROAD,
    BY_SEA
  }

  @Test
  void takesTheWordsOfAnEnumFromItsConstants() {
    Type<Way> way = Type.oneOf(Way.class);

    assertThat(way.allowed()).isEqualTo("one of by-road, by-sea");
    assertThat(way.parse("By-Sea")).isEqualTo(Way.BY_SEA);
    assertThat(way.parse("BY_SEA")).isNull();
  }

  @Test
  void listsTheConstantsOfAnEnumSpelledExactlySo() {
    ListType<List<Way>> ways = ListType.listOf(Way.class);

    assertThat(ways.allowed()).isEqualTo("a list of by-road, by-sea");
    assertThat(ways.parse("by-sea, by-road")).hasSize(2);
    assertThat(ways.parse("By-sea")).isNull();
  }

  @Test
  void aListWithNothingInItIsNoWayToSayNone() {
    ListType<List<String>> list = ListType.list("a list");

    assertThat(list.parse(",")).isNull();
    assertThat(list.parse("")).isEmpty();
    assertThat(list.parse("a,, b")).containsExactly("a", "b");
  }

  @Test
  void numbersHaveUnitsThatDoNotOverflow() {
    assertThat(Quantity.millis("5m")).isEqualTo(TimeUnit.MINUTES.toMillis(5));
    assertThat(Quantity.millis("0")).isZero();
    assertThat(Quantity.millis("5")).isEqualTo(-1);
    assertThat(Quantity.bytes("32M")).isEqualTo(32L << 20);
    assertThat(Quantity.bytes("9999999999g")).isEqualTo(-1);
  }
}
