"""What every mapping of data_dictionary.yaml has in common: it is read strictly."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A mapping of the file: no key beyond those named here, no value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
