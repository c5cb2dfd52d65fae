package io.tokenrelay.agent.relay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmbiguousPathTest {
  @ParameterizedTest(name = "{0} resolved to {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/                    | /                | false",
        "/a/b                 | /a/b             | false",
        "/a/b/                | /a/b/            | false",
        "/a?b=../c;d          | /a               | false",
        "/?x=//               | /                | false",
        "/a..b/...c/.d/e.     | /a..b/...c/.d/e. | false",
        "/a%20b               | /a b             | false",
        "/gr%C3%B6%C3%9Fe     | /größe           | false",
        "/%61dmin             | /admin           | false",
        "/%61dmin             | /%61dmin         | true",
        "/a?%61               | /a               | false",
        "/a+b@c:d,e=f!        | /a+b@c:d,e=f!    | false",
        "http://h:80/a        | /a               | false",
        "https://[::1]/a?b    | /a               | false",
        "http://h             | /                | false",
        "http://h?/a          | /                | true",
        "http://h#/a          | /                | true",
        "http://h\\/a         | /a               | true",
        "ftp://h/a            | /a               | true",
        "HTTPS://h/a          | /a               | false",
        "http://u@h/a         | /a               | true",
        "http:///a            | /a               | true",
        "://h/a               | /a               | true",
        "a                    | a                | true",
        "*                    | *                | true",
        "''                   | ''               | true",
        "/a;x                 | /a               | true",
        "/a%3bx               | /a;x             | true",
        "/a/..;/b             | /b               | true",
        "/a//b                | /a/b             | true",
        "//a                  | //a              | true",
        "/a/./b               | /a/b             | true",
        "/a/../b              | /b               | true",
        "/a/.                 | /a/              | true",
        "/a/..?x              | /                | true",
        "/a%2fb               | /a/b             | true",
        "/a%2Fb               | /a%2Fb           | true",
        "/a\\b                | /a/b             | true",
        "/a%5cb               | /a/b             | true",
        "/a/%2e%2e/b          | /b               | true",
        "/a/%2E/b             | /a/b             | true",
        "/a/%252e%252e/b      | /a/%2e%2e/b      | true",
        "/a%252fb             | /a%2fb           | true",
        "/100%25              | /100%            | true",
        "/a%zz                | /a%zz            | true",
        "/a%                  | /a%              | true",
        "/a%00                | /a               | true",
        "/a%0ab               | /a b             | true",
        "/a%3fb               | /a?b             | true",
        "/a#b                 | /a               | true",
        "/%20a                | / a              | true",
        "/a%20                | /a               | true",
        "/%c0%ae%c0%ae/a      | /a               | true",
        "/%e0%80%af           | /                | true",
        "/a                   | /b               | true",
        "/A                   | /a               | true",
        "/gr%F6%DFe           | /größe           | false",
        // the root of an application
        "/health              | /health/         | false",
        "/health/             | /health          | false",
        "/health?a=b          | /health/         | false",
        "/he%61lth            | /health/         | false",
        "http://h/health      | /health/         | false",
        "/health              | /health//        | true",
        "/health              | /health/x        | true",
        "/health              | /healt           | true",
        "/health;x            | /health/         | true",
        "/health%2f           | /health/         | true",
        "/                    | ''               | false",
        "/x                   | ''               | true",
      })
  void knowsPathsThatCanBeReadInTwoWays(String target, String resolved, boolean ambiguous) {
    TestRequest request = new TestRequest().to("GET", target).resolvedTo(resolved);

    assertThat(AmbiguousPath.is(request)).isEqualTo(ambiguous);
    assertThat(AmbiguousPath.of(request) != null).isEqualTo(ambiguous);
  }

  @Test
  void findsNothingAmbiguousInTheNameOfAGrpcMethod() {
    assertThat(AmbiguousPath.is(new TestRequest().to("POST", "//x;/..").byGrpc())).isFalse();
  }

  @Test
  void readsAPathAsEveryServerAndFrameworkMight() {
    TestRequest request =
        new TestRequest().to("GET", "/a;x/%2fb//%2543%5cd%20").resolvedTo("/a//b//%43\\d ");

    AmbiguousPath path = AmbiguousPath.of(request);
    assertThat(path).isNotNull();
    assertThat(path.readings())
        .contains(
            "/a;x/%2fb//%2543%5cd%20",
            "/a;x//b//%43\\d ", "/a", "/a/b/%43/d ", "/a/b/C/d", "/a//b//C\\d");
    assertThat(path).hasToString("a path with " + path.readings().size() + " readings");
  }

  /** Frameworks cut what the server has mapped from what the client has sent. */
  @ParameterizedTest(name = "{0} resolved to {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/open/admin/x/../../../open | /open",
        "/open;/admin/x              | /open",
        "/open/..%20/admin           | /open/.. /admin",
        "/open/..%3fx                | /open/..?x",
        "/open/%252e%252e/x          | /open/%2e%2e/x",
        "/open%00/admin              | /open",
        "/open//x                    | /other/x",
        "/%2525252525252e            | /%25252525252e",
        "http://x?/open              | /",
        "open                        | open",
      })
  void mayBeAnyPathWhereTheServerWentAnotherWay(String target, String resolved) {
    AmbiguousPath path = AmbiguousPath.of(new TestRequest().to("GET", target).resolvedTo(resolved));
    assertThat(path).isNotNull();
    assertThat(path.mayBeAny()).isTrue();
  }

  /** A token's holder may send anything: work is bounded. */
  @Test
  void givesUpOnPathsThatAreNotWorthTheTime() {
    StringBuilder target = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      target.append("/a;v=1/b%2fc%5cd");
    }
    AmbiguousPath path = AmbiguousPath.of(new TestRequest().to("GET", target.toString()));
    assertThat(path).isNotNull();
    assertThat(path.mayBeAny()).isTrue();
  }
}
