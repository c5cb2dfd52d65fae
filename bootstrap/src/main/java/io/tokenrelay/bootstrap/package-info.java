/**
 * What woven JDK classes may call. Defined in the boot loader, JDK only, a handful of classes.
 *
 * <p>The boot loader knows nothing of tokens: a snapshot and an exchange are opaque objects here,
 * made and read by the agent.
 */
package io.tokenrelay.bootstrap;
