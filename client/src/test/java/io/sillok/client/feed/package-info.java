@NullMarked
package io.sillok.client.feed;

import org.jspecify.annotations.NullMarked;
