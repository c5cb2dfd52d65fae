package io.tokenrelay.agent.relay;

import static java.util.Arrays.asList;
import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {
  /** Everyone reads; orders are written with a scope; the admin's corner wants a role. */
  private final AccessRules rules =
      AccessRules.of(
          asList(
              rule("/**").requiredScopes(singletonList("read")).build(),
              rule("/orders/**").requiredScopes(asList("orders", "read")).build(),
              rule("/orders/**")
                  .methods(asList("post", "DELETE"))
                  .requiredScopes(singletonList("orders:write"))
                  .build(),
              rule("/orders/public").build(),
              rule("/admin/**").requiredClaims(singletonList("/realm/roles=admin")).build(),
              rule("/admin/**").requiredScopes(singletonList("admin")).build(),
              rule("/reports")
                  .methods(singletonList("GET"))
                  .requiredScopes(singletonList("r"))
                  .build(),
              rule("shop.Prices").requiredScopes(singletonList("prices")).build(),
              rule("shop.Prices/Free").build()));

  private static AccessRule.Builder rule(String path) {
    return AccessRule.builder().paths(singletonList(path));
  }

  @ParameterizedTest(name = "{0} {1} with [{2}] lacks [{3}]")
  @CsvSource(
      delimiter = '|',
      value = {
        "GET     | /                 | read          | -",
        "GET     | /                 | x             | read",
        "GET     | /other            | x             | read",
        "GET     | /orders           | orders read   | -",
        "GET     | /orders/          | orders        | orders read",
        "GET     | /orders/1         | read          | orders read",
        "POST    | /orders/1         | orders read   | orders:write",
        "POST    | /orders/1         | orders:write  | -",
        "post    | /orders/1         | orders read   | orders:write",
        "DELETE  | /orders           | x             | orders:write",
        "PUT     | /orders           | orders:write  | orders read",
        "GET     | /orders/public    | x             | -",
        "POST    | /orders/public    | x             | -",
        "GET     | /orders/public/1  | x             | orders read",
        "GET     | /ordersx          | x             | read",
        "GET     | /reports          | x             | r",
        "HEAD    | /reports          | x             | r",
        "POST    | /reports          | read          | -",
        "POST    | /shop.Prices/Get  | read          | prices",
        "POST    | /shop.Prices/Free | x             | -",
        "POST    | /shop.PricesX/Get | x             | read",
      })
  void holdsARequestToItsMostSpecificRules(
      String method, String path, String scopes, String lacking) {
    Set<String> unmet = unmet(method, path, TestClaims.scoped(scopes.split(" ")));
    if (lacking.equals("-")) {
      assertThat(unmet).isNull();
    } else {
      assertThat(unmet).containsExactly(lacking.split(" "));
    }
  }

  @Test
  void holdsARequestToAllRulesThatAreEquallySpecific() {
    TestClaims role = new TestClaims().with("realm/roles", singletonList("admin"));

    assertThat(unmet("GET", "/admin/x", role)).containsExactly("admin");
    assertThat(unmet("GET", "/admin/x", TestClaims.scoped("admin"))).isEmpty();
    assertThat(
            unmet(
                "GET",
                "/admin/x",
                TestClaims.scoped("admin").with("realm/roles", singletonList("admin"))))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/public;/../../admin",
    "/orders/public/..;/x",
    "/orders/public/../x",
    "//admin",
    "/orders/public%2f..%2fx",
    "/orders/public\\..\\x",
    "/orders/./public",
  })
  void leavesNoWayAroundARuleBySpellingThePathOtherwise(String path) {
    assertThat(unmet("GET", path, TestClaims.scoped("read", "orders", "admin")))
        .containsExactly("orders:write", "r", "prices");
  }

  @Test
  void isMetByNoTokenWhenItCouldNotBeRead() {
    AccessRules closed = AccessRules.of(singletonList(rule("/a/**").closed().build()));

    assertThat(closed.unmet(to("GET", "/a/b"), closed.metBy(TestClaims.scoped("any")))).isEmpty();
    assertThat(closed.unmet(to("GET", "/b"), closed.metBy(TestClaims.scoped()))).isNull();
  }

  @Test
  void holdsEverywhereWithoutPaths() {
    AccessRules everywhere =
        AccessRules.of(
            singletonList(AccessRule.builder().requiredScopes(singletonList("s")).build()));

    assertThat(everywhere.unmet(to("GET", "/any/thing"), Grants.NONE)).containsExactly("s");
  }

  @Test
  void asksNothingWithoutRules() {
    assertThat(AccessRules.of(new java.util.ArrayList<>()).unmet(to("GET", "/"), Grants.NONE))
        .isNull();
  }

  @Test
  void letsTokensThatMeetTheSameRulesShareWhatIsKept() {
    assertThat(rules.metBy(TestClaims.scoped("read", "one")))
        .isSameAs(rules.metBy(TestClaims.scoped("read", "two")));
  }

  @Test
  void refusesScopesAndMethodsThatWouldBreakAHeader() {
    for (String scope : new String[] {"a\"b", "a b", "a\\b", "a\u00e9"}) {
      assertThatThrownBy(() -> AccessRule.builder().requiredScopes(singletonList(scope)))
          .hasMessageStartingWith("'" + scope + "' is not a scope");
    }
    assertThatThrownBy(() -> AccessRule.builder().methods(singletonList("G T")))
        .hasMessage("'G T' is not an HTTP method");
  }

  private @Nullable Set<String> unmet(String method, String path, ClaimSet claims) {
    return rules.unmet(to(method, path), rules.metBy(claims));
  }

  private static TestRequest to(String method, String path) {
    return new TestRequest().to(method, path);
  }
}
