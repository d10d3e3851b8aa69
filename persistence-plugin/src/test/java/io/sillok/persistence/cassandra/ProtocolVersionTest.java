package io.sillok.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.protocol.ByteBufPrimitiveCodec;
import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Version;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.error.WriteTimeout;
import com.typesafe.config.ConfigFactory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** Why the driver speaks version 4 of Cassandra's protocol. */
class ProtocolVersionTest {

  private static final int OF_CONTENTIONS = 2;

  private final ByteBufPrimitiveCodec primitives =
      new ByteBufPrimitiveCodec(ByteBufAllocator.DEFAULT);

  @Test
  void the_driver_speaks_version_4() {
    assertThat(ConfigFactory.load().getString("datastax-java-driver.advanced.protocol.version"))
        .isEqualTo("V4");
  }

  /** If this fails, the driver is mended, and the setting can go. */
  @Test
  void of_a_timeout_of_a_transaction_the_driver_leaves_what_version_5_has_more() {
    ByteBuf body = ByteBufAllocator.DEFAULT.buffer();
    primitives.writeInt(ErrorCode.WRITE_TIMEOUT, body);
    primitives.writeString("CAS operation timed out", body);
    primitives.writeUnsignedShort(ConsistencyLevel.SERIAL, body);
    primitives.writeInt(1, body); // received
    primitives.writeInt(2, body); // required
    primitives.writeString("CAS", body);
    primitives.writeUnsignedShort(7, body); // contentions

    assertThat(new Error.Codec(Version.V5).decode(body, primitives))
        .isInstanceOf(WriteTimeout.class);

    assertThat(body.readableBytes()).isEqualTo(OF_CONTENTIONS);
    body.release();
  }
}
