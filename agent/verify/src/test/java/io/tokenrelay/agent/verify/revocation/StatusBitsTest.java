package io.tokenrelay.agent.verify.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.verify.http.NotFetchedException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class StatusBitsTest {
  private static byte[] base64url(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static int[] all(StatusBits bits, int count) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = bits.at(i);
    }
    return all;
  }

  /** draft-ietf-oauth-status-list §4.1 and §4.2, "Compressed Byte Array" examples. */
  @Test
  void readsTheListsOfTheSpecification() throws Exception {
    StatusBits one = StatusBits.unpack(1, base64url("eNrbuRgAAhcBXQ"), 100);
    assertThat(all(one, 16)).containsExactly(1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1);
    StatusBits two = StatusBits.unpack(2, base64url("eNo76fITAAPfAgc"), 100);
    assertThat(all(two, 12)).containsExactly(1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3);
  }

  @Test
  void readsWiderEntriesAndNoneBeyondTheEnd() throws Exception {
    byte[] packed = packed(new byte[] {(byte) 0xb9, (byte) 0xa3});
    assertThat(all(StatusBits.unpack(4, packed, 100), 5)).containsExactly(9, 11, 3, 10, -1);
    assertThat(all(StatusBits.unpack(8, packed, 100), 3)).containsExactly(0xb9, 0xa3, -1);
    StatusBits bits = StatusBits.unpack(1, packed, 100);
    assertThat(bits.at(16)).isEqualTo(-1);
    assertThat(bits.at(-1)).isEqualTo(-1);
    assertThat(bits.at(Long.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void readsNoOtherWidth() {
    for (int width : new int[] {-1, 0, 3, 5, 9, 16}) {
      assertThatThrownBy(() -> StatusBits.unpack(width, packed(new byte[2]), 100))
          .isInstanceOf(NotFetchedException.class);
    }
  }

  @Test
  void stopsUnpackingAtTheLimit() throws Exception {
    byte[] bomb = packed(new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThatThrownBy(() -> StatusBits.unpack(1, bomb, 1 << 20))
        .isInstanceOf(NotFetchedException.class)
        .hasMessageContaining("status-list-max-bytes");
  }

  @Test
  void readsNothingThatIsTruncatedOrNotPacked() throws Exception {
    byte[] packed = packed("a list of some length, a list of some length".getBytes("US-ASCII"));
    byte[] half = java.util.Arrays.copyOf(packed, packed.length / 2);
    assertThatThrownBy(() -> StatusBits.unpack(1, half, 100)).hasMessageContaining("truncated");
    assertThatThrownBy(() -> StatusBits.unpack(1, new byte[] {1, 2, 3}, 100))
        .isInstanceOf(NotFetchedException.class);
    assertThatThrownBy(() -> StatusBits.unpack(1, new byte[0], 100))
        .isInstanceOf(NotFetchedException.class);
  }

  private static byte[] packed(byte[] bytes) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
