package io.tokenrelay.instrumentation.reactornetty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.tokenrelay.instrumentation.spi.NextHead;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.jspecify.annotations.Nullable;

/**
 * Netty's codec is about to encode something: if it is the head of a call, the codec gets a copy
 * with our header, which nobody else ever sees. Loaded beside the codec, which other clients use as
 * well.
 */
public final class WriteHeadAdvice {
  private WriteHeadAdvice() {}

  @Advice.AssignReturned.ToArguments(@ToArgument(1))
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) ChannelHandlerContext context, @Advice.Argument(1) Object message) {
    if (!(message instanceof HttpRequest)) {
      return null;
    }
    NextHead head = NextHead.take(context.channel());
    return head == null ? null : head.inPlaceOf(context.channel(), message);
  }
}
