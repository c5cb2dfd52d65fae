/**
 * Puts advice into library classes. The only place that knows Byte Buddy; knows nothing of tokens.
 *
 * <p>The data that flows through here: {@link io.tokenrelay.instrumentation.spi.Rule}s come in at
 * start, {@link io.tokenrelay.agent.weave.WeavingTransformer} sees each class that the JVM loads
 * and hands those named by a rule to the {@link io.tokenrelay.agent.weave.Weaver}, which gives them
 * call sites; when such a site runs for the first time, {@link
 * io.tokenrelay.agent.weave.AdviceLinker} finds its advice in a {@link
 * io.tokenrelay.agent.weave.LibraryClassLoader} beside the library.
 */
package io.tokenrelay.agent.weave;
