/**
 * The exchange of callers' tokens for tokens that are meant for a destination (RFC 8693, RFC 7523
 * §2.1). Lives in the agent loader; nothing here is loaded unless an exchange is configured.
 */
package io.tokenrelay.agent.verify.exchange;
