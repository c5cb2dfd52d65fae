/**
 * Which join points an application's jars contain, and which versions of these libraries are
 * tested: what the command {@code supports} prints. Nothing is loaded of what is looked at.
 */
package io.tokenrelay.agent.main.supports;
