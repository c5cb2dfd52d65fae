package io.tokenrelay.agent.verify.issuer;

import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.verify.Signer;
import io.tokenrelay.agent.verify.TestKeys;
import io.tokenrelay.agent.verify.Verifiers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final Signer OLD = Signer.rsa("old");
  private static final Signer NEW = Signer.rsa("new");

  @TempDir Path directory;

  @Test
  void doesNotShowASecretGivenInPlaceOfItsFile() {
    IssuerSettings issuer = Verifiers.issuer(TestKeys.secretFile("s3cret")).build();
    KeyLoader loader = KeyLoader.of(issuer, KeyFetching.of(Values.defaults()));

    assertThatThrownBy(loader::load)
        .isInstanceOf(KeysNotLoadedException.class)
        .hasMessageContaining("the file of the secret")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void isReadAgainOnlyWhenItChanges() throws Exception {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(OLD));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    KeyLoader loader = KeyLoader.of(issuer, KeyFetching.of(Values.defaults()));
    LoadedKeys first = loader.load();
    assertThat(loader.load()).isSameAs(first);
    Verifiers.file(directory, "jwks", Signer.jwks(NEW));
    Files.setLastModifiedTime(file, FileTime.fromMillis(NOW));
    assertThat(loader.load().keys().knows("new")).isTrue();
    assertThat(loader.load().keys().knows("old")).isFalse();
  }
}
