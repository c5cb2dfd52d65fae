package io.tokenrelay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.bootstrap.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentUserTest {
  @AfterEach
  void showNobody() {
    Identity.show(() -> null);
  }

  @Test
  void isNobodyUntilTheAgentShowsSomebody() {
    assertThat(CurrentUser.isVerified()).isFalse();
    assertThat(CurrentUser.subject()).isNull();
    assertThat(CurrentUser.issuer()).isNull();
    assertThat(CurrentUser.client()).isNull();
    assertThat(CurrentUser.expiresAt()).isNull();
  }

  @Test
  void isWhomTheAgentShows() {
    Identity.show(Alice::new);

    assertThat(CurrentUser.isVerified()).isTrue();
    assertThat(CurrentUser.subject()).isEqualTo("alice");
    assertThat(CurrentUser.issuer()).isEqualTo("idp");
    assertThat(CurrentUser.client()).isNull();
    assertThat(CurrentUser.expiresAt()).isEqualTo(Instant.ofEpochSecond(4));
  }

  private static final class Alice extends Identity {
    @Override
    public String issuer() {
      return "idp";
    }

    @Override
    public String subject() {
      return "alice";
    }

    @Override
    public @Nullable String client() {
      return null;
    }

    @Override
    public long expiresAt() {
      return 4_000;
    }
  }
}
