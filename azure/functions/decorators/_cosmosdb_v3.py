"""Azure Cosmos DB with version 3 of the host's extension: its bindings and their decorators."""

from __future__ import annotations

from ._api import Decorator, DecoratorApi, declares
from .constants import COSMOS_DB, COSMOS_DB_TRIGGER
from .core import DataType, InputBinding, OutputBinding, Trigger


class CosmosDBTriggerV3(Trigger, binding=COSMOS_DB_TRIGGER):
    """The trigger of ``@app.cosmos_db_trigger_v3``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        leases_collection_throughput: int | None = None,
        checkpoint_interval: int | None = None,
        checkpoint_document_count: int | None = None,
        feed_poll_delay: int | None = None,
        lease_renew_interval: int | None = None,
        lease_acquire_interval: int | None = None,
        lease_expiration_interval: int | None = None,
        max_items_per_invocation: int | None = None,
        start_from_beginning: bool | None = None,
        create_lease_collection_if_not_exists: bool | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
        lease_collection_name: str | None = None,
        lease_connection_string_setting: str | None = None,
        lease_database_name: str | None = None,
        lease_collection_prefix: str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.database_name = database_name
        self.collection_name = collection_name
        self.connection_string_setting = connection_string_setting
        self.leases_collection_throughput = leases_collection_throughput
        self.checkpoint_interval = checkpoint_interval
        self.checkpoint_document_count = checkpoint_document_count
        self.feed_poll_delay = feed_poll_delay
        self.lease_renew_interval = lease_renew_interval
        self.lease_acquire_interval = lease_acquire_interval
        self.lease_expiration_interval = lease_expiration_interval
        self.max_items_per_invocation = max_items_per_invocation
        self.start_from_beginning = start_from_beginning
        self.create_lease_collection_if_not_exists = create_lease_collection_if_not_exists
        self.preferred_locations = preferred_locations
        self.lease_collection_name = lease_collection_name
        self.lease_connection_string_setting = lease_connection_string_setting
        self.lease_database_name = lease_database_name
        self.lease_collection_prefix = lease_collection_prefix


class CosmosDBInputV3(InputBinding, binding=COSMOS_DB):
    """The input of ``@app.cosmos_db_input_v3``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        data_type: DataType | str | None = None,
        id: str | None = None,
        sql_query: str | None = None,
        partition_key: str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.database_name = database_name
        self.collection_name = collection_name
        self.connection_string_setting = connection_string_setting
        self.id = id
        self.sql_query = sql_query
        self.partition_key = partition_key


class CosmosDBOutputV3(OutputBinding, binding=COSMOS_DB):
    """The output of ``@app.cosmos_db_output_v3``, whose arguments it takes."""

    def __init__(
        self,
        name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        create_if_not_exists: bool | None = None,
        collection_throughput: int | None = None,
        use_multiple_write_locations: bool | None = None,
        preferred_locations: str | None = None,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(name, data_type)
        self.database_name = database_name
        self.collection_name = collection_name
        self.connection_string_setting = connection_string_setting
        self.create_if_not_exists = create_if_not_exists
        self.collection_throughput = collection_throughput
        self.use_multiple_write_locations = use_multiple_write_locations
        self.preferred_locations = preferred_locations
        self.partition_key = partition_key


class CosmosDBTriggerV3Api(DecoratorApi):
    """The decorator of triggers of Azure Cosmos DB, for version 3 of the extension."""

    @declares
    def cosmos_db_trigger_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        lease_collection_name: str | None = None,
        lease_connection_string_setting: str | None = None,
        lease_database_name: str | None = None,
        create_lease_collection_if_not_exists: bool | None = None,
        leases_collection_throughput: int | None = None,
        lease_collection_prefix: str | None = None,
        checkpoint_interval: int | None = None,
        checkpoint_document_count: int | None = None,
        feed_poll_delay: int | None = None,
        lease_renew_interval: int | None = None,
        lease_acquire_interval: int | None = None,
        lease_expiration_interval: int | None = None,
        max_items_per_invocation: int | None = None,
        start_from_beginning: bool | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Run the function for changes in a collection of Cosmos DB (version 3 of the extension).

        Args:
            arg_name: The parameter that takes the documents, a ``DocumentList`` or ``str``. It
                becomes ``name``.
            database_name: The database of the collection. It becomes ``databaseName``.
            collection_name: The collection to watch. It becomes ``collectionName``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            lease_collection_name: The collection of leases, in which the trigger keeps how far it
                has read; without it, ``leases``. It becomes ``leaseCollectionName``.
            lease_connection_string_setting: The same as ``connection_string_setting`` for the
                collection of leases; without it, that of the watched collection. It becomes
                ``leaseConnectionStringSetting``.
            lease_database_name: The database of the collection of leases; without it, that of the
                watched collection. It becomes ``leaseDatabaseName``.
            create_lease_collection_if_not_exists: Whether to create the collection of leases where
                there is none; without it, no. It becomes ``createLeaseCollectionIfNotExists``.
            leases_collection_throughput: How many request units a second a collection of leases
                that is created gets. It becomes ``leasesCollectionThroughput``.
            lease_collection_prefix: What the names of leases begin with, so that functions can
                share a collection of leases. It becomes ``leaseCollectionPrefix``.
            checkpoint_interval: The milliseconds between two checkpoints; without it, there is one
                after each call. It becomes ``checkpointInterval``.
            checkpoint_document_count: The documents between two checkpoints; without it, there is
                one after each call. It becomes ``checkpointDocumentCount``.
            feed_poll_delay: The milliseconds between two looks for changes; without it, 5000. It
                becomes ``feedPollDelay``.
            lease_renew_interval: The milliseconds after which an instance renews its leases;
                without it, 17000. It becomes ``leaseRenewInterval``.
            lease_acquire_interval: The milliseconds between two looks whether partitions are evenly
                spread over the instances; without it, 13000. It becomes ``leaseAcquireInterval``.
            lease_expiration_interval: The milliseconds after which another instance takes over a
                lease that was not renewed; without it, 60000. It becomes
                ``leaseExpirationInterval``.
            max_items_per_invocation: How many documents a call gets at most; changes of one
                transaction stay together. It becomes ``maxItemsPerInvocation``.
            start_from_beginning: Whether to read all changes from the first one, where there are no
                leases yet. It becomes ``startFromBeginning``.
            preferred_locations: The regions to prefer in a database account of several, separated
                by commas: ``"East US,North Europe"``. They become ``preferredLocations``.
            data_type: In which form the host hands over the documents. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: CosmosDBTriggerV3(
                name=arg_name,
                database_name=database_name,
                collection_name=collection_name,
                connection_string_setting=connection_string_setting,
                lease_collection_name=lease_collection_name,
                lease_connection_string_setting=lease_connection_string_setting,
                lease_database_name=lease_database_name,
                create_lease_collection_if_not_exists=create_lease_collection_if_not_exists,
                leases_collection_throughput=leases_collection_throughput,
                lease_collection_prefix=lease_collection_prefix,
                checkpoint_interval=checkpoint_interval,
                checkpoint_document_count=checkpoint_document_count,
                feed_poll_delay=feed_poll_delay,
                lease_renew_interval=lease_renew_interval,
                lease_acquire_interval=lease_acquire_interval,
                lease_expiration_interval=lease_expiration_interval,
                max_items_per_invocation=max_items_per_invocation,
                start_from_beginning=start_from_beginning,
                preferred_locations=preferred_locations,
                data_type=data_type,
                **kwargs,
            )
        )


class CosmosDBBindingV3Api(DecoratorApi):
    """The decorators of inputs and outputs of Azure Cosmos DB, for version 3 of the extension."""

    @declares
    def cosmos_db_input_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        id: str | None = None,
        sql_query: str | None = None,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Give the function documents of a collection of Cosmos DB (version 3 of the extension).

        Args:
            arg_name: The parameter that takes the documents, a ``DocumentList`` or ``str``. It
                becomes ``name``.
            database_name: The database of the collection. It becomes ``databaseName``.
            collection_name: The collection to read. It becomes ``collectionName``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            id: The id of one document to read, which may be an expression such as ``{Query.id}``;
                not together with ``sql_query``. It becomes ``id``.
            sql_query: The query whose documents to read, which may hold expressions such as
                ``{Query.kind}``. It becomes ``sqlQuery``.
            partition_key: The value of the partition key, which may be an expression such as
                ``{Query.kind}``. It becomes ``partitionKey``.
            data_type: In which form the host hands over the documents. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: CosmosDBInputV3(
                name=arg_name,
                database_name=database_name,
                collection_name=collection_name,
                connection_string_setting=connection_string_setting,
                id=id,
                sql_query=sql_query,
                partition_key=partition_key,
                data_type=data_type,
                **kwargs,
            )
        )

    @declares
    def cosmos_db_output_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        create_if_not_exists: bool | None = None,
        partition_key: str | None = None,
        collection_throughput: int | None = None,
        use_multiple_write_locations: bool | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Write documents to a collection of Cosmos DB (version 3 of the extension).

        Args:
            arg_name: The parameter through which documents are written, an ``Out[Document]`` or
                ``Out[DocumentList]``; ``$return`` for what the function returns. It becomes
                ``name``.
            database_name: The database of the collection. It becomes ``databaseName``.
            collection_name: The collection to write to. It becomes ``collectionName``.
            connection_string_setting: The name of the app setting with the connection string. It
                becomes ``connectionStringSetting``.
            create_if_not_exists: Whether to create the collection where there is none; without it,
                no. It becomes ``createIfNotExists``.
            partition_key: The path of the partition key of a collection that is created, as
                ``/id``. It becomes ``partitionKey``.
            collection_throughput: How many request units a second a collection that is created
                gets. It becomes ``collectionThroughput``.
            use_multiple_write_locations: Whether to write to several regions, with
                ``preferred_locations``. It becomes ``useMultipleWriteLocations``.
            preferred_locations: The regions to prefer in a database account of several, separated
                by commas: ``"East US,North Europe"``. They become ``preferredLocations``.
            data_type: In which form the host takes the documents. It becomes ``dataType``.
            kwargs: Further fields of function.json, in snake case.

        Returns:
            The decorator.
        """
        return self._declare(
            lambda: CosmosDBOutputV3(
                name=arg_name,
                database_name=database_name,
                collection_name=collection_name,
                connection_string_setting=connection_string_setting,
                create_if_not_exists=create_if_not_exists,
                partition_key=partition_key,
                collection_throughput=collection_throughput,
                use_multiple_write_locations=use_multiple_write_locations,
                preferred_locations=preferred_locations,
                data_type=data_type,
                **kwargs,
            )
        )
