package acme.http;

/** What a service answered. */
public final class Response {
  private final int status;
  private final String text;

  Response(int status, String text) {
    this.status = status;
    this.text = text;
  }

  public int status() {
    return status;
  }

  public String text() {
    return text;
  }
}
