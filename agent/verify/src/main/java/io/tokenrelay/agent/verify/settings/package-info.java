/** The settings of verification, and its properties. */
package io.tokenrelay.agent.verify.settings;
