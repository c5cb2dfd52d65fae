/**
 * What woven JDK classes may call: a handful of classes in the boot loader, which use only the JDK.
 *
 * <p>Nothing here knows about tokens: snapshots and exchanges are opaque objects that the agent
 * creates and reads.
 */
package io.tokenrelay.bootstrap;
