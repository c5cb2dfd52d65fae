package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row for each store and content network, and for what only looks like their URLs. */
class SignedUrlTest {
  private static final Token TOKEN = TestTokens.of("alice").build();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS V4          |"
            + " /b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=0",
        "AWS V2          | /b/k?AWSAccessKeyId=A&Expires=1&Signature=x",
        "AWS V2, no time | /b/k?Signature=x&AWSAccessKeyId=A",
        "Google V4       | /b/k?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=0",
        "Google V2       | /b/k?GoogleAccessId=a@b&Expires=1&Signature=x",
        "Google CDN      | /b/k?Expires=1&KeyName=k&Signature=x",
        "Azure, expiry   | /c/blob?sv=2020&se=2026&sr=b&sp=r&sig=x",
        "Azure, policy   | /c/blob?sv=2020&sr=c&si=readers&sig=x",
        "Alibaba V1      | /k?OSSAccessKeyId=A&Expires=1&Signature=x",
        "Alibaba V4      | /k?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-signature=0",
        "Tencent         | /k?q-sign-algorithm=sha1&q-ak=A&q-key-time=1;2&q-signature=0",
        "Huawei          | /k?AccessKeyId=A&Expires=1&Signature=x",
        "Swift           | /v1/a/c/o?temp_url_sig=0&temp_url_expires=1",
        "CloudFront      | /f?Expires=1&Signature=x&Key-Pair-Id=K",
        "CloudFront, policy | /f?Policy=p&Signature=x&Key-Pair-Id=K",
        "Akamai          | /f?__token__=exp=1~acl=/*~hmac=0",
        "Akamai, hdnts   | /f?hdnts=exp=1~acl=/*~hmac=0",
        "Akamai, hdnea   | /f?a=b&hdnea=st=1~exp=2~acl=/*~hmac=0",
        "Akamai, its own name | /f?grant=st=1~exp=2~acl=/*~hmac=0",
        "Akamai, escaped | /f?grant=exp=1%7Eacl=*%7ehmac=0",
        "Akamai, in the path | /hdntl=exp=1~acl=/*~hmac=0/f.ts",
        "Volcengine      | /k?X-Tos-Algorithm=TOS4&X-Tos-Signature=0",
        "Google Media CDN | /f?Edge-Cache-Token=URLPrefix=aHR0~Expires=1~KeyName=k~Signature=x",
        "Google Media CDN, path | /a/edge-cache-token=Expires=1~KeyName=k~Signature=x/f.ts",
        "Tencent, in one | /k?sign=q-sign-algorithm%3Dsha1%26q-ak%3DA%26q-signature%3D0",
        "Baidu           | /k?authorization=bce-auth-v1%2Fak%2F2026-01-01T00%3A00%3A00Z%2F60%2F%2F0",
        "Qiniu           | /k?e=1451491200&token=AK:sign",
        "Upyun           | /k?_upt=abcdefgh1370000000",
        "Backblaze       | /file/b/k?Authorization=3_20260803004041_53982a92f631a8c7303e3266_d940",
        "Oracle          | /p/s3cr3t/n/ns/b/bucket/o/k",
        "Cloudflare      | /f?verify=1484063137-IaLGSmELTvlhfd0ItdN6PhhHTFhzx73EX8uy%2FcSDiIU%3D",
        "Firebase        | /v0/b/x.appspot.com/o/k?alt=media&token=0",
        "SharePoint      | /_layouts/15/download.aspx?UniqueId=1&tempauth=eyJ0",
        "nginx           | /f?md5=x&expires=1",
        "Bunny           | /f?token=x&token_path=%2F&expires=1",
        "RFC 6750        | /orders?a=b&access_token=x",
      })
  void leavesASignedUrlAlone(String whose, String path) {
    assertThat(decide(TestHop.to("http://minio:9000" + path))).isEqualTo(Decision.GUARD_PRESIGNED);
    String shouted = path.replace("hmac", "HMAC").toUpperCase(java.util.Locale.ROOT);
    if (path.indexOf('~') < 0 && path.indexOf('%') < 0 && path.indexOf("/p/") < 0) {
      assertThat(decide(TestHop.to("http://minio:9000" + shouted)))
          .isEqualTo(Decision.GUARD_PRESIGNED);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "CloudFront | CloudFront-Policy=p; CloudFront-Signature=s; CloudFront-Key-Pair-Id=K",
        "CloudFront, alone | CloudFront-Signature=s",
        "Google CDN | a=b; Cloud-CDN-Cookie=URLPrefix=x:Signature=y",
        "Akamai     | theme=dark;hdntl=exp=1~acl=/*~hmac=0",
        "Akamai, its own name | grant=exp=1~acl=/*~hmac=0",
        "Google Media CDN | a=b; Edge-Cache-Cookie=URLPrefix=x:Expires=1:KeyName=k:Signature=y",
      })
  void leavesARequestWithASignedCookieAlone(String whose, String cookies) {
    TestHop hop = TestHop.to("http://minio:9000/f").with("Cookie", cookies);
    assertThat(decide(hop)).isEqualTo(Decision.GUARD_PRESIGNED);
  }

  @ParameterizedTest
  @CsvSource({
    "theme=dark; signature=1",
    "sid=CloudFront-Signature",
    "''",
    ";;",
    "hmac=1~exp=2",
    "access_token=x",
    "token=x; expires=1",
    "authorization=0123456789012345678901234567890123456789",
  })
  void takesNoOtherCookieForASignature(String cookies) {
    TestHop hop = TestHop.to("http://minio:9000/f").with("Cookie", cookies);
    assertThat(decide(hop)).isEqualTo(Decision.ALLOWED_BOUNDARY);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/bucket/key?X-Amz-Signature=00&X-Amz-Expires=60    | GUARD_PRESIGNED",
        "/bucket/key?a=b&x-amz-signature=00                 | GUARD_PRESIGNED",
        "/bucket/key?X%2DAmz%2dSignature=00                 | GUARD_PRESIGNED",
        "/bucket/key?X-Goog-Signature=00                    | GUARD_PRESIGNED",
        "/c/blob?sv=1&se=2026&sig=abc                       | GUARD_PRESIGNED",
        "/c/blob?SIG=abc;SE=2026                            | GUARD_PRESIGNED",
        "/f?Expires=1&Signature=x&Key-Pair-Id=K             | GUARD_PRESIGNED",
        "/f?X-Amz-Signature                                 | GUARD_PRESIGNED",
        "/f?X-Amz-Signature#fragment                        | GUARD_PRESIGNED",
        "/f                                                 | ALLOWED_BOUNDARY",
        "/f?                                                | ALLOWED_BOUNDARY",
        "/f?&&                                              | ALLOWED_BOUNDARY",
        "/f?sig=abc                                         | ALLOWED_BOUNDARY",
        "/f?se=abc                                          | ALLOWED_BOUNDARY",
        "/f?Signature=abc                                   | ALLOWED_BOUNDARY",
        "/f?signal=1&sea=2                                  | ALLOWED_BOUNDARY",
        "/f?q=X-Amz-Signature                               | ALLOWED_BOUNDARY",
        "/X-Amz-Signature=1/f?q=1                           | ALLOWED_BOUNDARY",
        "/f?q=1#X-Amz-Signature=1                           | ALLOWED_BOUNDARY",
        "/f?X-Amz-Signature-Version=4                       | ALLOWED_BOUNDARY",
        "/f?x-signature=1                                   | ALLOWED_BOUNDARY",
        "/f?expires=1                                       | ALLOWED_BOUNDARY",
        "/f?expires=1#&signature=x                          | ALLOWED_BOUNDARY",
        "/f?hmac=1&exp=2                                    | ALLOWED_BOUNDARY",
        "/f?x-signature-id=1                                | ALLOWED_BOUNDARY",
        "/f?token=x                                         | ALLOWED_BOUNDARY",
        "/f?token=x&exp=1                                   | ALLOWED_BOUNDARY",
        "/f?alt=json                                        | ALLOWED_BOUNDARY",
        "/f?e=1                                             | ALLOWED_BOUNDARY",
        "/f?md5=0                                           | ALLOWED_BOUNDARY",
        "/f?verify=true                                     | ALLOWED_BOUNDARY",
        "/f?verify                                          | ALLOWED_BOUNDARY",
        "/f?authorization=A12345                            | ALLOWED_BOUNDARY",
        "/f?authorization_type=01234567890123456789012345678901234 | ALLOWED_BOUNDARY",
        "/f?access_token_id=1                               | ALLOWED_BOUNDARY",
        "/f?sign=q-sign-algorithm                           | ALLOWED_BOUNDARY",
        "/p/1/n/2                                           | ALLOWED_BOUNDARY",
        "/p/1/b/2/n/3                                       | ALLOWED_BOUNDARY",
        "/f?q=edge-cache-token                              | ALLOWED_BOUNDARY",
        "/f?%                                               | ALLOWED_BOUNDARY",
        "/f?%zz=%                                           | ALLOWED_BOUNDARY",
      })
  void leavesSignedUrlsAlone(String path, Decision expected) {
    TestHop hop = TestHop.to("http://minio:9000" + path);
    assertThat(decide(hop)).isEqualTo(expected);
  }

  private static Decision decide(TestHop hop) {
    return new Settings.Destinations().build().decide(TOKEN, hop);
  }
}
