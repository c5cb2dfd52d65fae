package io.tokenrelay.agent.relay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource({
    "/, /, true",
    "/, /a, false",
    "/**, /, true",
    "/**, /a/b, true",
    "/orders, /orders, true",
    "/orders, /orders/, true",
    "/orders/, /orders, true",
    "/orders, /orders/1, false",
    "/orders, /order, false",
    "/orders, /orderss, false",
    "/orders, /ORDERS, false",
    "/orders, /shop/orders, false",
    "/orders/*, /orders/1, true",
    "/orders/*, /orders/1/, true",
    "/orders/*, /orders, false",
    "/orders/*, /orders/, false",
    "/orders/*, /orders/1/lines, false",
    "/orders/*/lines, /orders/1/lines, true",
    "/orders/*/lines, /orders/lines, false",
    "/orders/**, /orders, true",
    "/orders/**, /orders/, true",
    "/orders/**, /orders/1/lines, true",
    "/orders/**, /ordersx, false",
    "/orders/*/**, /orders, false",
    "/orders/*/**, /orders/1/lines/2, true",
    "/my report, /my report, true",
    "/größe, /größe, true",
    "shop.Prices, /shop.Prices/Get, true",
    "shop.Prices, /shop.PricesX/Get, false",
    "shop.Prices/Get, /shop.Prices/Get, true",
    "shop.Prices/Get, /shop.Prices/GetAll, false",
    "shop.Prices/*, /shop.Prices/GetAll, true",
  })
  void matchesWholeSegments(String pattern, String path, boolean expected) {
    assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} before {1}")
  @CsvSource({
    "/a, /*",
    "/a, /a/**",
    "/a/b, /a/*",
    "/a/*, /a/**",
    "/a/b/**, /a/*",
    "/a/*, /*/b",
    "/a/*/c, /a/**",
    "/a/*/**, /a/**",
    "/a/**, /**",
    "/*, /**",
    "shop.Prices/Get, shop.Prices",
  })
  void ranksTheMoreSpecificHigher(String more, String less) {
    assertThat(PathPattern.of(more).rank()).isGreaterThan(PathPattern.of(less).rank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a;b",
        "/a//b",
        "//a",
        "/a/../b",
        "/a/..",
        "/./a",
        "/a%20b",
        "/a\\b",
        "/a*",
        "/**/a",
        "/a/***",
        "/a/{id}",
        "/a?",
        "admin",
        "admin/x",
        "admin-api",
        "admin/x.json",
        "admin/**",
        "admin/*",
        "pkg.Service/**",
        "pkg.Ser*",
        "a/b/c",
        "https://host/a",
        "/a\tb",
      })
  void refusesWhatIsNotAPathOrCanBeReadInTwoWays(String text) {
    assertThatThrownBy(() -> PathPattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a path");
  }

  @ParameterizedTest(name = "{0} may match {1}: {2}")
  @CsvSource({
    "/admin, /Admin, true",
    "/admin, /ADMIN/, true",
    "/admin, /admin.json, true",
    "/admin, /admin., true",
    "/admin, /admin.b.c, true",
    "/admin, /admins, false",
    "/admin, /admin.d/x, false",
    "/admin/**, /Admin/x, true",
    "/admin/**, /admin.json, true",
    "/admin/**, /admin.d/x, false",
    "/admin/*, /admin/x.json, true",
    "/admin/*, /admin.json, false",
    "/größe, /GRÖSSE, false",
    "/größe, /GRÖßE, true",
  })
  void knowsWhatAFrameworkThatIsNotParticularMayTakeForIt(
      String pattern, String path, boolean expected) {
    assertThat(PathPattern.of(pattern).mayMatch(path)).isEqualTo(expected);
  }

  @Test
  void isAboutHttpOrAboutGrpc() {
    assertThat(PathPattern.of("/shop.Prices/Get").isAbout(true)).isFalse();
    assertThat(PathPattern.of("/shop.Prices/Get").isAbout(false)).isTrue();
    assertThat(PathPattern.of("shop.Prices/Get").isAbout(true)).isTrue();
    assertThat(PathPattern.of("shop.Prices").isAbout(false)).isFalse();
    assertThat(PathPattern.of("/**").isAbout(true)).isTrue();
    assertThat(PathPattern.of("/**").isAbout(false)).isTrue();
  }
}
