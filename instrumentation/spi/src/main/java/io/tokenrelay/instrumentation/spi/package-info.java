/**
 * All that an instrumentation may know of the agent: how to declare what it weaves ({@link
 * io.tokenrelay.instrumentation.spi.Instrumentation}), how a server hands over a request ({@link
 * io.tokenrelay.instrumentation.spi.Inbound}) and how a client asks for a token ({@link
 * io.tokenrelay.instrumentation.spi.Outbound}).
 */
package io.tokenrelay.instrumentation.spi;
