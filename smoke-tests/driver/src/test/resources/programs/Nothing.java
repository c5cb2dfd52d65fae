/** The smallest application. */
public final class Nothing {
  private Nothing() {}

  public static void main(String[] arguments) {}
}
