import logging

import azure.functions as func

app = func.FunctionApp()


@app.timer_trigger("timer", schedule="0 */5 * * * *", run_on_start_up=True)
def clean_up(timer: func.TimerRequest) -> None:
    logging.info("%s", timer.past_due)
