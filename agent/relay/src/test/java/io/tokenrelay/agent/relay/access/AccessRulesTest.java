package io.tokenrelay.agent.relay.access;

import static java.util.Arrays.asList;
import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestClaims;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.token.ClaimSet;
import io.tokenrelay.agent.relay.token.Grants;
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
              rule("/**").list(RuleProperties.SCOPES, singletonList("read")).build(),
              rule("/orders/**").list(RuleProperties.SCOPES, asList("orders", "read")).build(),
              rule("/orders/**")
                  .list(RuleProperties.METHODS, asList("post", "DELETE"))
                  .list(RuleProperties.SCOPES, singletonList("orders:write"))
                  .build(),
              rule("/orders/public").build(),
              rule("/admin/**")
                  .list(RuleProperties.CLAIMS, singletonList("/realm/roles=admin"))
                  .build(),
              rule("/admin/**").list(RuleProperties.SCOPES, singletonList("admin")).build(),
              rule("/reports")
                  .list(RuleProperties.METHODS, singletonList("GET"))
                  .list(RuleProperties.SCOPES, singletonList("r"))
                  .build(),
              rule("shop.Prices").list(RuleProperties.SCOPES, singletonList("prices")).build(),
              rule("shop.Prices/Free").build()));

  private static Settings.Rule rule(String path) {
    return new Settings.Rule().list(RuleProperties.PATHS, singletonList(path));
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
        "GET     | /Orders/1         | read          | orders read",
        "GET     | /Orders/1         | orders        | read orders",
        "GET     | /orders.json      | read          | orders read",
        "GET     | /orders/public.x  | orders read   | -",
        "GET     | /ADMIN            | read          | admin",
        "POST    | /shop.Prices/Get  | read          | -",
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

  @ParameterizedTest(name = "{0} with [{1}] lacks [{2}]")
  @CsvSource(
      delimiter = '|',
      value = {
        "/shop.Prices/Get  | read   | prices",
        "/shop.Prices/Free | x      | -",
        "/shop.PricesX/Get | x      | read",
        "/shop.prices/Get  | prices | read",
        "/orders/Get       | x      | read",
        "/admin/Get        | read   | -",
        "/shop.Prices/Get. | prices | -",
      })
  void holdsACallOfGrpcToRulesThatNameServices(String path, String scopes, String lacking) {
    TestClaims claims = TestClaims.scoped(scopes.split(" "));
    Set<String> unmet = rules.unmet(to("POST", path).byGrpc(), rules.metBy(claims));
    if (lacking.equals("-")) {
      assertThat(unmet).isNull();
    } else {
      assertThat(unmet).containsExactlyInAnyOrder(lacking.split(" "));
    }
  }

  @ParameterizedTest(name = "{0}, resolved to {1}, lacks [{2}]")
  @CsvSource(
      delimiter = '|',
      value = {
        "/orders/public%2f              | /orders/public/   | orders read",
        "/orders%2f1                    | /orders/1         | read orders",
        "/orders%252f1                  | /orders%2f1       | read orders",
        "//admin                        | /admin            | admin read",
        "/admin%2f..x                   | /admin/..x        | admin read",
        "/%5cadmin                      | /\\admin        | admin read",
        "/orders//public                | /orders/public    | orders read",
        "/orders/public;v=1             | /orders/public    | orders read",
        "/orders;v=1/public             | /orders/public    | orders read",
        "/%2561dmin                     | /%61dmin          | admin read",
        "/admin%3fx                     | /admin?x          | admin read",
        "/%c0%afadmin                   | /\u00c0\u00afadmin | admin read",
        "/%20admin                      | / admin           | admin read",
      })
  void holdsAPathToTheRulesOfEveryReading(String target, String resolved, String lacking) {
    TestRequest request = to("GET", target).resolvedTo(resolved);

    assertThat(rules.unmet(request, rules.metBy(TestClaims.scoped())))
        .containsExactlyInAnyOrder(lacking.split(" "));
    assertThat(
            rules.unmet(
                request,
                rules.metBy(
                    TestClaims.scoped("read", "orders", "admin")
                        .with("realm/roles", singletonList("admin")))))
        .isNull();
  }

  @ParameterizedTest(name = "{0}, resolved to {1}")
  @CsvSource({
    "/orders/public/../../admin/x, /admin/x",
    "/admin/../orders/public, /orders/public",
    "/admin/..;/orders/public, /orders/public",
    "/admin/%2e%2e/orders/public, /orders/public",
    "/admin/%252e%252e/orders/public, /admin/%2e%2e/orders/public",
    "/orders/public/..%2f..%2fadmin, /orders/public/../../admin",
    "/orders/public/admin/x/../../../public, /orders/public",
    "/orders/./public, /orders/public",
    "/a%00dmin, /admin",
    "/open, /admin",
    "http://x?/admin, /",
    "x/admin, x/admin",
  })
  void holdsAPathThatTheServerReadOtherwiseToAllRulesOfHttp(String target, String resolved) {
    TestRequest request = to("GET", target).resolvedTo(resolved);

    assertThat(rules.unmet(request, rules.metBy(TestClaims.scoped())))
        .containsExactlyInAnyOrder("read", "orders", "orders:write", "admin", "r");
  }

  @Test
  void letsMatrixParametersBeWhereOneRuleHoldsForAll() {
    for (String target :
        new String[] {"/orders/1;v=1", "/orders/1;a=b;c=d/lines", "/orders/a%2fb"}) {
      TestRequest request = to("GET", target).resolvedTo(target.replaceAll(";[^/]*", ""));
      assertThat(rules.unmet(request, rules.metBy(TestClaims.scoped("orders", "read"))))
          .as(target)
          .isNull();
    }
  }

  @Test
  void holdsAPathWithTooManyReadingsToAllRules() {
    StringBuilder target = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      target.append("/a;v=1/b%2fc%5cd");
    }
    TestRequest request = to("GET", target.toString());

    assertThat(rules.unmet(request, rules.metBy(TestClaims.scoped())))
        .containsExactlyInAnyOrder("read", "orders", "orders:write", "admin", "r");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, x/admin?",
    "Host, x/admin#",
    "Host, x?",
    "Host, 'x\\admin'",
    "X-Forwarded-Host, x/admin?",
    "X-Forwarded-Proto, http://x/admin?",
    "X-Forwarded-Prefix, /admin;x",
    "X-Forwarded-Prefix, /admin/..",
    "Forwarded, host=\"x/admin?\"",
  })
  void holdsARequestWhoseUrlIsPutTogetherOfMoreThanItsPathToAllRules(String header, String value) {
    TestRequest request = to("GET", "/orders/public").with(header, value);

    assertThat(rules.unmet(request, rules.metBy(TestClaims.scoped())))
        .contains("admin", "orders:write");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, orders.internal:8080",
    "Host, [::1]:8080",
    "X-Forwarded-Host, 'a.example, b.example:80'",
    "X-Forwarded-Proto, 'https,http'",
    "X-Forwarded-Prefix, '/shop, /eu'",
    "Forwarded, 'for=\"[2001:db8::1]:80\";proto=https;host=a.example, for=_x'",
  })
  void takesWhatProxiesReallySendForPlain(String header, String value) {
    assertThat(AmbiguousPath.is(to("GET", "/orders").with(header, value))).isFalse();
  }

  @Test
  void isMetByNoTokenWhenItCouldNotBeRead() {
    AccessRules closed =
        AccessRules.of(singletonList(rule("/a/**").refused(RuleProperties.SCOPES).build()));

    assertThat(closed.unmet(to("GET", "/a/b"), closed.metBy(TestClaims.scoped("any")))).isEmpty();
    assertThat(closed.unmet(to("GET", "/b"), closed.metBy(TestClaims.scoped()))).isNull();
  }

  @Test
  void appliesEverywhereWithoutPaths() {
    AccessRules everywhere =
        AccessRules.of(
            singletonList(
                new Settings.Rule().list(RuleProperties.SCOPES, singletonList("s")).build()));

    assertThat(everywhere.unmet(to("GET", "/any/thing"), Grants.NONE)).containsExactly("s");
  }

  @Test
  void asksNothingWithoutRules() {
    assertThat(AccessRules.of(new java.util.ArrayList<>()).unmet(to("GET", "/"), Grants.NONE))
        .isNull();
  }

  @Test
  void grantsNothingByTheRulesOfAnother() {
    AccessRules yesterday =
        AccessRules.of(
            singletonList(
                new Settings.Rule().list(RuleProperties.SCOPES, singletonList("s")).build()));
    AccessRules today =
        AccessRules.of(
            singletonList(
                new Settings.Rule().list(RuleProperties.SCOPES, singletonList("t")).build()));
    Grants grants = yesterday.metBy(TestClaims.scoped("s"));

    assertThat(yesterday.unmet(to("GET", "/"), grants)).isNull();
    assertThat(today.unmet(to("GET", "/"), grants)).containsExactly("t");
  }

  @Test
  void letsTokensThatMeetTheSameRulesShareWhatIsKept() {
    assertThat(rules.metBy(TestClaims.scoped("read", "one")))
        .isSameAs(rules.metBy(TestClaims.scoped("read", "two")));
  }

  @Test
  void refusesScopesAndMethodsThatWouldBreakAHeader() {
    for (String scope : new String[] {"a\"b", "a b", "a\\b", "a\u00e9"}) {
      assertThatThrownBy(
              () -> new Settings.Rule().list(RuleProperties.SCOPES, singletonList(scope)))
          .hasMessageStartingWith("'" + scope + "' is not a scope");
    }
    assertThatThrownBy(() -> new Settings.Rule().list(RuleProperties.METHODS, singletonList("G T")))
        .hasMessage("'G T' is not an HTTP method");
  }

  private @Nullable Set<String> unmet(String method, String path, ClaimSet claims) {
    return rules.unmet(to(method, path), rules.metBy(claims));
  }

  private static TestRequest to(String method, String path) {
    return new TestRequest().to(method, path);
  }
}
